package org.portalemails.email;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.event.EventId;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.Languages;
import org.portalemails.language.Resources;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Sourced;
import org.portalemails.template.MergeValues;
import org.portalemails.template.Template;
import org.portalemails.template.TextKind;

/**
 * Tells somebody who asked for a user name or a password that no account belongs to their address. It is none of the seven mails:
 * there is no customer group, so nobody can write its text, and the company-wide default gives the sender.
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
     * @param companyWide what the company-wide default amounts to
     * @param profile what the host says of itself
     * @param now becomes the Date header, cut to whole seconds
     * @param eventId the event's id
     * @param id the mail's id
     * @return empty if the company-wide default has no sender
     */
    public static Optional<ComposedMail> compose(
            EmailAddress to,
            NotificationType type,
            @Nullable Locale page,
            EffectiveSettings companyWide,
            PortalProfile profile,
            Instant now,
            EventId eventId,
            MailId id) {
        EmailAddress from = companyWide.sendFrom().map(Sourced::value).orElse(null);
        if (from == null) {
            return Optional.empty();
        }
        Locale language = language(page, companyWide.language());
        MailText text = BuiltInTexts.noAccount(language);
        EmailAddress support = profile.supportContactEmail();
        MergeValues values = MergeValues.builder()
                .text("portalName", profile.portalName(language))
                .text("portalUrl", profile.portalUrl(language))
                .text("senderCompanyName", profile.senderCompanyName(language))
                .text("supportContactName", profile.supportContactName(language))
                .text("supportContactPhone", profile.supportContactPhone())
                .text("supportContactEmail", support == null ? null : support.value())
                .build();
        MailBody body =
                MailBody.of(Template.parse(text.content(), TextKind.HTML).render(values), language, Map.of());
        String senderName = companyWide.senderName().map(Sourced::value).orElse(profile.senderCompanyName(language));
        return Optional.of(new ComposedMail(
                id,
                eventId,
                type,
                NO_GROUP,
                language,
                id.value() + "@" + profile.messageIdDomain(),
                now.truncatedTo(ChronoUnit.SECONDS),
                new Mailbox(senderName, from),
                companyWide.replyTo().map(Sourced::value).map(Mailbox::of).orElse(null),
                Mailbox.of(to),
                Template.parse(text.subject(), TextKind.SUBJECT)
                        .render(values)
                        .masked()
                        .strip(),
                body.text(),
                body.html(),
                Map.of()));
    }

    private static Locale language(@Nullable Locale page, Locale settings) {
        Optional<Locale> wanted = page == null || page.getLanguage().isEmpty()
                ? Optional.empty()
                : Languages.best(page, Resources.LANGUAGES);
        return wanted.or(() -> Languages.best(settings, Resources.LANGUAGES)).orElse(Locale.ENGLISH);
    }
}
