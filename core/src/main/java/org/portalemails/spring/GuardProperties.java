package org.portalemails.spring;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.transport.RecipientGuard;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may get mails from a system that is not the real one. Off unless set.
 *
 * @param redirectTo everything goes to this address; the first recipient stays visible
 * @param allowAddresses only these addresses get mails, and those of the domains
 * @param allowDomains only people of these domains get mails, and the addresses
 */
@ConfigurationProperties(prefix = "portal-emails.guard", ignoreUnknownFields = false)
record GuardProperties(
        @Nullable String redirectTo, @DefaultValue Set<String> allowAddresses, @DefaultValue Set<String> allowDomains) {
    private static final String GROUP = "portal-emails.guard";

    private static final String EXAMPLE =
            """
            Write one of

                portal-emails.guard.redirect-to=test@maples.example
                portal-emails.guard.allow-domains=maples.example""";

    RecipientGuard toGuard() {
        boolean redirects = redirectTo != null && !redirectTo.isBlank();
        boolean allows = !allowAddresses.isEmpty() || !allowDomains.isEmpty();
        if (redirects && allows) {
            throw new WrongConfigurationException(
                    GROUP + ".redirect-to",
                    GROUP + ": either redirect-to, or allow-addresses and allow-domains.",
                    EXAMPLE);
        }
        if (redirects) {
            return WrongConfigurationException.named(
                    GROUP + ".redirect-to",
                    EXAMPLE,
                    () -> RecipientGuard.redirectAllTo(EmailAddress.of(String.valueOf(redirectTo))));
        }
        List<EmailAddress> addresses =
                WrongConfigurationException.named(GROUP + ".allow-addresses", EXAMPLE, () -> allowAddresses.stream()
                        .map(EmailAddress::of)
                        .toList());
        return allows
                ? WrongConfigurationException.named(
                        GROUP + ".allow-domains", EXAMPLE, () -> RecipientGuard.allowOnly(addresses, allowDomains))
                : RecipientGuard.off();
    }
}
