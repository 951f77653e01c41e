package org.portalemails.jdbc;

import org.junit.jupiter.api.DisplayName;

@DisplayName("The statements for ORACLE, on H2 in that mode:")
class OracleModeTest extends StatementsInMode {
    OracleModeTest() {
        super(Dialect.ORACLE);
    }
}
