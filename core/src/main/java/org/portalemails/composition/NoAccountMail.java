package org.portalemails.composition;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.Languages;
import org.portalemails.language.Resources;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;

/**
 * Tells somebody who asked for a user name or a password that no account belongs to their address. It is none of the mails of an event:
 * there is no customer group, so nobody can write its text; what a group inherits gives the sender.
 */
public final class NoAccountMail {
    /** Stands for a customer group where there is none; a host has no group of this name. */
    public static final CustomerGroupId NO_GROUP = new CustomerGroupId("(no group)");

    private NoAccountMail() {}

    /**
     * Composes it.
     *
     * @param to what was typed
     * @param type the mail that an account would have got
     * @param page the language of the page, or {@code null} for that of the settings
     * @param settings what applies where there is no group
     * @param profile what the host says of itself
     * @param now becomes the Date header, cut to whole seconds
     * @param eventId the event's id
     * @param id the mail's id
     * @param layout of the mail
     * @return empty if they have no sender
     */
    public static Optional<ComposedMail> compose(
            EmailAddress to,
            NotificationType type,
            @Nullable Locale page,
            EffectiveSettings settings,
            PortalProfile profile,
            Instant now,
            EventId eventId,
            MailId id,
            MailLayout layout) {
        Locale language = language(page, settings.language());
        Written written = new PreparedTexts.Prepared(BuiltInTexts.noAccount(language))
                .write(MailValues.ofProfile(profile, language), Surroundings.of(layout, profile, language, settings));
        return new Heading(id, eventId, type, NO_GROUP, language, now, Mailbox.of(to), settings, profile)
                .over(written, Map.of());
    }

    private static Locale language(@Nullable Locale page, Locale settings) {
        Optional<Locale> wanted = page == null || page.getLanguage().isEmpty()
                ? Optional.empty()
                : Languages.best(page, Resources.LANGUAGES);
        return wanted.or(() -> Languages.best(settings, Resources.LANGUAGES)).orElse(Locale.ENGLISH);
    }
}
