package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("The statements for SQLSERVER, on H2 in that mode:")
class SqlServerModeTest extends StatementsInMode {
    SqlServerModeTest() {
        super(Dialect.SQLSERVER);
    }
}
