package org.portalemails.delivery;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.portalemails.outbox.HoldScope;

/** Tells each of several listeners; the first exception reaches the caller when all were told. */
record EveryListener(List<DeliveryListener> listeners) implements DeliveryListener {
    @Override
    public void attemptEnded(Attempt attempt) {
        each(listener -> listener.attemptEnded(attempt));
    }

    @Override
    public void fallbackBegan(String route, String transport) {
        each(listener -> listener.fallbackBegan(route, transport));
    }

    @Override
    public void fallbackEnded(String route, Instant since) {
        each(listener -> listener.fallbackEnded(route, since));
    }

    @Override
    public void suspended(HoldScope scope, String reason) {
        each(listener -> listener.suspended(scope, reason));
    }

    @Override
    public void worksAgain(HoldScope scope) {
        each(listener -> listener.worksAgain(scope));
    }

    @Override
    public void storageFailed(RuntimeException failure) {
        each(listener -> listener.storageFailed(failure));
    }

    @Override
    public void bounced(Bounce bounce) {
        each(listener -> listener.bounced(bounce));
    }

    private void each(Consumer<DeliveryListener> told) {
        Throwable first = null;
        for (DeliveryListener listener : listeners) {
            try {
                told.accept(listener);
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
