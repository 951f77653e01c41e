package org.portalemails.testkit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every outbox must do. To join: extend, and return an empty outbox whose clock is the real time. Hosts and authors of
 * adapters run the same tests as the adapters of this library.
 */
public abstract class OutboxContract {
    /**
     * An empty outbox.
     *
     * @return a new one for each test
     */
    protected abstract OutboxUnderTest emptyOutbox();

    @Nested
    @DisplayName("Announcing")
    class Appending extends OutboxAppendContract {
        @Override
        OutboxUnderTest emptyOutbox() {
            return OutboxContract.this.emptyOutbox();
        }
    }

    @Nested
    @DisplayName("Claiming and settling")
    class Claiming extends OutboxClaimContract {
        @Override
        OutboxUnderTest emptyOutbox() {
            return OutboxContract.this.emptyOutbox();
        }
    }

    @Nested
    @DisplayName("On hold")
    class Holding extends OutboxHoldContract {
        @Override
        OutboxUnderTest emptyOutbox() {
            return OutboxContract.this.emptyOutbox();
        }
    }

    @Nested
    @DisplayName("Several companies and routes")
    class Routing extends OutboxRouteContract {
        @Override
        OutboxUnderTest emptyOutbox() {
            return OutboxContract.this.emptyOutbox();
        }
    }

    @Nested
    @DisplayName("Limited")
    class Limiting extends OutboxLimitContract {
        @Override
        OutboxUnderTest emptyOutbox() {
            return OutboxContract.this.emptyOutbox();
        }
    }

    @Nested
    @DisplayName("Operating")
    class Operating extends OutboxOperatorContract {
        @Override
        OutboxUnderTest emptyOutbox() {
            return OutboxContract.this.emptyOutbox();
        }
    }
}
