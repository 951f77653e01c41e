package org.portalemails.composition;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.host.PortalProfile;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Sourced;

/**
 * What a mail is besides its words: every mail gets its sender, its date and its ids here.
 *
 * @param now becomes the Date header, cut to whole seconds
 */
public record Heading(
        MailId id,
        EventId eventId,
        NotificationType type,
        CustomerGroupId group,
        Locale language,
        Instant now,
        Mailbox to,
        EffectiveSettings settings,
        PortalProfile profile) {
    /** The mail; empty if no level of the settings has a sender. */
    public Optional<ComposedMail> over(Written written, Map<String, ActionLink> links) {
        return settings.sendFrom().map(Sourced::value).map(from -> over(written, links, from));
    }

    private ComposedMail over(Written written, Map<String, ActionLink> links, EmailAddress from) {
        String senderName = settings.senderName().map(Sourced::value).orElse(profile.senderCompanyName(language));
        return new ComposedMail(
                id,
                eventId,
                type,
                group,
                language,
                id.value() + "@" + profile.messageIdDomain(),
                now.truncatedTo(ChronoUnit.SECONDS),
                new Mailbox(senderName, from),
                settings.replyTo().map(Sourced::value).map(Mailbox::of).orElse(null),
                to,
                written.subject(),
                written.body().text(),
                written.body().html(),
                written.used(links));
    }
}
