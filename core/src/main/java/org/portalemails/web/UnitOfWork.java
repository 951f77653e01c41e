package org.portalemails.web;

import java.util.function.Supplier;

/**
 * Host port: one transaction of the host's own database, in which the outbox and the settings take part. For the host that implements it: called
 * once for each request, on its thread; a {@link RuntimeException} rolls back and reaches the caller unchanged.
 */
public interface UnitOfWork {
    /**
     * Does something in a new transaction, and commits it.
     *
     * @param <T> what it gives
     * @param work what to do
     * @return what it gave
     */
    <T> T of(Supplier<T> work);
}
