package org.portalemails.spring;

import org.portalemails.delivery.OutboxDispatcher;

/** A bean that says of the dispatcher what properties cannot, such as how patient it is. */
@FunctionalInterface
public interface DispatcherCustomizer {
    /**
     * Changes what is going to be built. Called once, in the order of the beans, after all properties.
     *
     * @param builder knows the outbox, the transport and the host's ports already
     */
    void customize(OutboxDispatcher.Builder builder);
}
