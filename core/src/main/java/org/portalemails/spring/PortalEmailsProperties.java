package org.portalemails.spring;

import java.util.List;
import org.portalemails.address.SenderDomains;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Portal Emails as a whole.
 *
 * @param enabled {@code false}: the library configures nothing
 * @param senderDomains the domains from which administrators may send; any unless set
 * @param refuseWrongSenders whether a sender is refused whose domain does not let mails be believed; warned about unless set
 */
@ConfigurationProperties("portal-emails")
record PortalEmailsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> senderDomains,
        @DefaultValue("false") boolean refuseWrongSenders) {
    SenderDomains toSenderDomains() {
        return senderDomains.isEmpty()
                ? SenderDomains.any()
                : WrongConfigurationException.named(
                        "portal-emails.sender-domains",
                        "Write domain names without @, such as: portal-emails.sender-domains=maples.example",
                        () -> SenderDomains.only(senderDomains.toArray(String[]::new)));
    }
}
