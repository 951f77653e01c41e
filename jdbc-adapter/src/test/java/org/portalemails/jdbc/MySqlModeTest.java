package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("The statements for MYSQL, on H2 in that mode:")
class MySqlModeTest extends StatementsInMode {
    MySqlModeTest() {
        super(Dialect.MYSQL);
    }
}
