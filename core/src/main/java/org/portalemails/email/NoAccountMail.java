package org.portalemails.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.event.EventId;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EmailAddress;
import org.portalemails.settings.NotificationType;
import org.portalemails.settings.PortalProfile;
import org.portalemails.settings.SettingsLanguages;
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

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH);
    private static final String TITLE_START = "<title>";
    private static final String TITLE_END = "</title>\n";
    private static final Map<Locale, Text> TEXTS = read();

    private record Text(Template subject, Template content) {}

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
        Text text = Objects.requireNonNull(TEXTS.get(language));
        EmailAddress support = profile.supportContactEmail();
        MergeValues values = MergeValues.builder()
                .text("portalName", profile.portalName(language))
                .text("portalUrl", profile.portalUrl(language))
                .text("senderCompanyName", profile.senderCompanyName(language))
                .text("supportContactName", profile.supportContactName(language))
                .text("supportContactPhone", profile.supportContactPhone())
                .text("supportContactEmail", support == null ? null : support.value())
                .build();
        MailBody body = MailBody.of(text.content().render(values), language, Map.of());
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
                text.subject().render(values).masked().strip(),
                body.text(),
                body.html(),
                Map.of()));
    }

    private static Locale language(@Nullable Locale page, Locale settings) {
        Optional<Locale> wanted = page == null || page.getLanguage().isEmpty()
                ? Optional.empty()
                : SettingsLanguages.best(page, LANGUAGES);
        return wanted.or(() -> SettingsLanguages.best(settings, LANGUAGES)).orElse(Locale.ENGLISH);
    }

    private static Map<Locale, Text> read() {
        Map<Locale, Text> texts = new HashMap<>();
        for (Locale language : LANGUAGES) {
            String name = "texts/no-account." + language.toLanguageTag() + ".html";
            try (InputStream in = NoAccountMail.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + ": not in the jar");
                }
                String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                int end = file.indexOf(TITLE_END);
                texts.put(
                        language,
                        new Text(
                                Template.parse(file.substring(TITLE_START.length(), end), TextKind.SUBJECT),
                                Template.parse(
                                        file.substring(end + TITLE_END.length()).strip(), TextKind.HTML)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.copyOf(texts);
    }
}
