package org.portalemails.spring;

import org.portalemails.PortalEmails;

/** A bean of the host's that says what properties cannot: more merge fields, limits, a profile for each group, another layout. */
@FunctionalInterface
public interface PortalEmailsCustomizer {
    /**
     * Changes what is going to be built. Called once, in the order of the beans, after all properties.
     *
     * @param builder knows the host's ports already
     */
    void customize(PortalEmails.Builder builder);
}
