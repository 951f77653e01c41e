package org.portalemails.jdbc;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;
import org.portalemails.testkit.SettingsStoreContract;

@DisplayName("The statements for SQLSERVER, on H2 in that mode:")
class SqlServerModeTest {
    @Nested
    class Outbox extends OutboxContract {
        @Override
        protected OutboxUnderTest emptyOutbox() {
            return H2Mode.empty(Dialect.SQLSERVER).emptyOutbox();
        }
    }

    @Nested
    class Settings extends SettingsStoreContract {
        private final SettingsStore store = H2Mode.empty(Dialect.SQLSERVER).emptySettingsStore();

        @Override
        protected SettingsStore store() {
            return store;
        }
    }

    @Nested
    class Recovery extends RecoveryRequestsContract {
        @Override
        protected RecoveryUnderTest emptyRecovery() {
            return H2Mode.empty(Dialect.SQLSERVER).emptyRecovery();
        }

        @Override
        protected void age(Duration time) {
            H2Mode.running(Dialect.SQLSERVER).ageRecoveryRequests(time);
        }
    }
}
