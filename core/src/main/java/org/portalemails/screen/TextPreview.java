package org.portalemails.screen;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailBody;
import org.portalemails.email.MailId;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventId;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.HtmlDocument;
import org.portalemails.notification.LocalizedValues;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.MergeField.Flag;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.Template;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HttpsAddress;

/**
 * Shows a text as its readers will see it, before it is saved: with the profile of the host, and examples for everything
 * else. Secrets are masked, whatever is given for them.
 *
 * <p>Immutable and thread-safe; touches nothing.
 */
public final class TextPreview {
    private final SettingsRules rules;
    private final PortalProfile profile;

    /**
     * A text as its readers will see it.
     *
     * @param subject {@code null} if the subject has errors
     * @param text the plain-text part; {@code null} if the content has errors
     * @param html the HTML part; {@code null} if the content is plain text or has errors. Show it in a sandboxed frame:
     *     it is what an administrator wrote
     * @param violations errors and warnings, at the paths {@code subject} and {@code content}
     */
    public record Rendered(
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            List<SettingsViolation> violations) {
        /** Copies the list. */
        public Rendered {
            violations = List.copyOf(violations);
        }

        /**
         * Whether the text could be saved and sent.
         *
         * @return {@code true} if there is no error
         */
        public boolean isSound() {
            return violations.stream().noneMatch(SettingsViolation::isError);
        }

        /** Which parts there are. */
        @Override
        public String toString() {
            return "Rendered[" + violations + "]";
        }
    }

    /**
     * A preview by the rules and with the profile of a host.
     *
     * @param rules the rules, with the catalogue of merge fields
     * @param profile gives the values that the host says of itself, and the zone
     */
    public TextPreview(SettingsRules rules, PortalProfile profile) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.profile = Objects.requireNonNull(profile, "profile");
    }

    /**
     * Renders a text with examples.
     *
     * @param type the mail
     * @param text the text, saved or not
     * @param language the language whose conventions dates follow
     * @return what its readers will see, and what is wrong with it
     */
    public Rendered render(NotificationType type, MailText text, Locale language) {
        return render(type, text, language, Map.of());
    }

    /**
     * Renders a text with given values.
     *
     * @param type the mail
     * @param text the text, saved or not
     * @param language the language whose conventions dates follow
     * @param given values by field name, in place of the examples; an empty one shows the mail of an event without that
     *     value; a list has one value a line; days and moments are given as readers will see them. Values of secret
     *     fields are not looked at
     * @return what its readers will see, and what is wrong with it
     * @throws IllegalArgumentException if a given value is too long, or is no https address where only a link may stand;
     *     names the field only
     */
    public Rendered render(NotificationType type, MailText text, Locale language, Map<String, String> given) {
        List<SettingsViolation> violations = new ArrayList<>(rules.checkText(type, text));
        Map<String, String> addresses = new HashMap<>();
        MergeValues values = values(type, language, given, addresses);
        String subject = hasError(violations, "subject")
                ? null
                : Template.parse(text.subject(), TextKind.SUBJECT)
                        .render(values)
                        .filled(addresses)
                        .masked()
                        .strip();
        MailBody body = hasError(violations, "content")
                ? null
                : MailBody.of(
                        Template.parse(text.content(), text.format().kind()).render(values), language, addresses);
        RenderedText html = body == null ? null : body.html();
        return new Rendered(
                subject, body == null ? null : body.text().masked(), html == null ? null : html.masked(), violations);
    }

    /**
     * A mail that shows the text to an administrator, marked as a test, with examples and masked secrets. Append it to
     * the outbox: it takes the same way as every other mail.
     *
     * @param type the mail
     * @param text the text, saved or not; must be sound
     * @param language the language of the text
     * @param settings give the sender and the address for answers
     * @param group whose outbox entry it is
     * @param to the administrator
     * @param now the moment, which becomes the Date header
     * @param id a new id; it identifies the event, too
     * @return the mail
     * @throws IllegalArgumentException if the text has an error, or the settings have no sender
     */
    public ComposedMail testMail(
            NotificationType type,
            MailText text,
            Locale language,
            EffectiveSettings settings,
            CustomerGroupId group,
            EmailAddress to,
            Instant now,
            MailId id) {
        Rendered rendered = render(type, text, language);
        String subject = rendered.subject();
        String plain = rendered.text();
        if (!rendered.isSound() || subject == null || plain == null) {
            throw new IllegalArgumentException(type.code() + ": the text has errors " + rendered.violations());
        }
        EmailAddress from = settings.sendFrom()
                .map(Sourced::value)
                .orElseThrow(() -> new IllegalArgumentException("the settings have no sender"));
        TestMark mark = TestMark.in(language);
        String senderName = settings.senderName().map(Sourced::value).orElse(profile.senderCompanyName(language));
        String html = rendered.html();
        return new ComposedMail(
                id,
                new EventId("test-" + id.value()),
                type,
                group,
                language,
                id.value() + "@" + profile.messageIdDomain(),
                now.truncatedTo(ChronoUnit.SECONDS),
                new Mailbox(senderName, from),
                settings.replyTo().map(Sourced::value).map(Mailbox::of).orElse(null),
                Mailbox.of(to),
                mark.subject() + " " + subject,
                RenderedText.literal(TextKind.PLAIN, mark.note() + "\n\n" + plain),
                html == null
                        ? null
                        : RenderedText.literal(
                                TextKind.HTML,
                                HtmlDocument.withNote(html, "<p><strong>" + mark.note() + "</strong></p>")),
                Map.of());
    }

    /**
     * How a test is marked.
     *
     * @param subject stands before the subject
     * @param note stands above the content; no character that HTML escapes
     */
    private record TestMark(String subject, String note) {
        static TestMark in(Locale language) {
            return language.getLanguage().equals("fr")
                    ? new TestMark("[Essai]", "Essai\u00a0: données fictives, liens confidentiels masqués.")
                    : new TestMark("[Test]", "Test: example data, confidential links masked.");
        }
    }

    private static boolean hasError(List<SettingsViolation> violations, String path) {
        return violations.stream()
                .anyMatch(violation -> violation.isError() && violation.path().equals(path));
    }

    /** Answers the values, and adds the addresses that stand where links without a secret stand. */
    private MergeValues values(
            NotificationType type, Locale language, Map<String, String> given, Map<String, String> addresses) {
        LocalizedValues words = LocalizedValues.of(language, profile.zone());
        MergeValues.Builder values = MergeValues.builder();
        for (MergeField field : rules.catalogue().fields(type)) {
            String name = field.name();
            String value = given.get(name);
            if (field.is(Flag.SECRET)) {
                values.hole(name);
            } else if (field.isNeededLink()) {
                String address = value == null ? example(field, language, words) : value;
                if (address != null && VisibleText.isIn(address)) {
                    addresses.put(
                            name,
                            HttpsAddress.parse(address)
                                    .orElseThrow(() -> new IllegalArgumentException(
                                            name + ": an absolute https address is needed")));
                    values.hole(name);
                }
            } else if (field.is(Flag.LIST)) {
                List<String> items =
                        value == null ? field.exampleValues() : value.lines().toList();
                values.list(name, items, words.list(items));
            } else if (value != null) {
                values.text(name, value);
            } else {
                values.text(name, example(field, language, words));
            }
        }
        return values.build();
    }

    /** What the host says of itself, and examples for everything else. */
    private @Nullable String example(MergeField field, Locale language, LocalizedValues words) {
        EmailAddress support = profile.supportContactEmail();
        return switch (field.name()) {
            case "senderCompanyName" -> profile.senderCompanyName(language);
            case "portalName" -> profile.portalName(language);
            case "portalUrl" -> profile.portalUrl(language);
            case "supportContactName" -> profile.supportContactName(language);
            case "supportContactEmail" -> support == null ? null : support.value();
            case "supportContactPhone" -> profile.supportContactPhone();
            case "contactRole" -> words.contactRole(ContactRole.PRIMARY);
            case "remainingRole" -> words.contactRole(ContactRole.SECONDARY);
            default -> example(field, field.example(), words);
        };
    }

    private String example(MergeField field, String example, LocalizedValues words) {
        if (field.is(Flag.MOMENT)) {
            return words.moment(Instant.parse(example));
        }
        if (field.is(Flag.DATE)) {
            return words.date(
                    LocalDate.parse(example).atStartOfDay(profile.zone()).toInstant());
        }
        return example;
    }
}
