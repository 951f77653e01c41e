package org.portalemails.jdbc;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.LinksUnderTest;
import org.portalemails.testkit.OneTimeLinksContract;
import org.portalemails.testkit.OutboxContract;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.RecoveryRequestsContract;
import org.portalemails.testkit.RecoveryUnderTest;
import org.portalemails.testkit.SettingsStoreContract;

/** All contracts, by the dialect, the DDL and the statements of a database that cannot run here, on H2 in its mode. */
abstract class StatementsInMode {
    private final Dialect dialect;

    StatementsInMode(Dialect dialect) {
        this.dialect = dialect;
    }

    @Nested
    class Outbox extends OutboxContract {
        @Override
        protected OutboxUnderTest emptyOutbox() {
            return H2Mode.empty(dialect).emptyOutbox();
        }
    }

    @Nested
    class Settings extends SettingsStoreContract {
        private final SettingsStore store = H2Mode.empty(dialect).emptySettingsStore();

        @Override
        protected SettingsStore store() {
            return store;
        }
    }

    @Nested
    class Recovery extends RecoveryRequestsContract {
        @Override
        protected RecoveryUnderTest emptyRecovery() {
            return H2Mode.empty(dialect).emptyRecovery();
        }

        @Override
        protected void age(Duration time) {
            H2Mode.running(dialect).ageRecoveryRequests(time);
        }
    }

    @Nested
    class Links extends OneTimeLinksContract {
        @Override
        protected LinksUnderTest emptyLinks() {
            return H2Mode.empty(dialect).emptyLinks();
        }

        @Override
        protected void age(Duration time) {
            H2Mode.running(dialect).ageLinks(time);
        }
    }
}
