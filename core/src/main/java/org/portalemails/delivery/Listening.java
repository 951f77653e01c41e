package org.portalemails.delivery;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host's listener; what it throws affects nothing else. */
record Listening(DeliveryListener listener) {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchEngine.class);

    void tell(Consumer<DeliveryListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.error("a DeliveryListener failed; nothing else is affected", e);
        }
    }
}
