package org.portalemails.mail.spring;

import org.portalemails.mail.SmtpTransportBuilder;

/** A bean of the host's that says of the transport what properties cannot, such as which certificates to trust. */
@FunctionalInterface
public interface SmtpCustomizer {
    /**
     * Changes what is going to be built. Called once, in the order of the beans, after all properties.
     *
     * @param builder knows the server, the credentials and the guard already
     */
    void customize(SmtpTransportBuilder builder);
}
