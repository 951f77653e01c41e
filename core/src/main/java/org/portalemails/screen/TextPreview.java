package org.portalemails.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.composition.Heading;
import org.portalemails.composition.MailBody;
import org.portalemails.composition.PreparedTexts;
import org.portalemails.composition.Surroundings;
import org.portalemails.composition.Written;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.host.PortalProfile;
import org.portalemails.language.Messages;
import org.portalemails.layout.BrandImage;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MailValues;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.template.MergeValues;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;

/**
 * Shows a text as its readers will see it, before it is saved: with the profile of the host, and examples for everything
 * else. Secrets are masked, whatever is given for them.
 *
 * <p>Immutable and thread-safe; touches nothing.
 */
public final class TextPreview {
    private final SettingsRules rules;
    private final PortalProfile profile;
    private final MailLayout layout;
    private final EffectiveSettings look;

    /**
     * A text as its readers will see it.
     *
     * @param subject {@code null} if the subject has errors
     * @param text the plain-text part; {@code null} if the content has errors
     * @param html the HTML part; {@code null} if the content is plain text or has errors. Show it in a sandboxed frame:
     *     it is what an administrator wrote
     * @param images what the HTML shows under {@code cid:} addresses, see {@link BrandImage#shownInPage}
     * @param gaps what mail programs will drop of the content
     * @param violations errors and warnings, at the paths {@code subject} and {@code content}; at {@code mailLanguages} a warning if the mail
     *     shall have two languages and will not
     */
    public record Rendered(
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            List<BrandImage> images,
            List<ClientSupport.Gap> gaps,
            List<SettingsViolation> violations) {
        /** Copies the list. */
        public Rendered {
            images = List.copyOf(images);
            gaps = List.copyOf(gaps);
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
     * A preview by the rules and with the profile of a host, in the look of mails whose sender set nothing.
     *
     * @param rules the rules, with the catalogue of merge fields
     * @param profile gives the values that the host says of itself, and the zone
     */
    public TextPreview(SettingsRules rules, PortalProfile profile) {
        this(rules, profile, MailLayout.standard(), InheritedSettings.NOTHING.effective(rules.builtInTexts()));
    }

    /**
     * A preview with the layout of a host and the look that settings say.
     *
     * @param rules the rules, with the catalogue of merge fields
     * @param profile gives the values that the host says of itself, and the zone
     * @param layout of the mails that have HTML
     * @param look logo, colour, signature and footer
     */
    public TextPreview(SettingsRules rules, PortalProfile profile, MailLayout layout, EffectiveSettings look) {
        this.layout = Objects.requireNonNull(layout, "layout");
        this.rules = Objects.requireNonNull(rules, "rules");
        this.profile = Objects.requireNonNull(profile, "profile");
        this.look = Objects.requireNonNull(look, "look");
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
        return render(type, text, language, given, null);
    }

    private Rendered render(
            NotificationType type, MailText text, Locale language, Map<String, String> given, @Nullable String note) {
        List<SettingsViolation> violations = new ArrayList<>(rules.checkText(type, text));
        violations.addAll(rules.checkLanguages(type, text, language, look));
        MailValues values;
        try {
            values = MailValues.examples(type, profile, language, given, rules.catalogue());
        } catch (FieldValueException e) {
            throw new IllegalArgumentException(e.field() + ": an absolute https address is needed", e);
        }
        String subject = hasError(violations, "subject")
                ? null
                : PreparedTexts.subject(Template.parse(text.subject(), TextKind.SUBJECT), values);
        MailBody body = hasError(violations, "content")
                ? null
                : PreparedTexts.body(
                        Template.parse(text.content(), text.format().kind()),
                        values,
                        subject == null ? "" : subject,
                        Surroundings.of(layout, profile, language, look),
                        note);
        RenderedText html = body == null ? null : body.html();
        return new Rendered(
                subject,
                body == null ? null : body.text().masked(),
                html == null ? null : html.masked(),
                html == null ? List.of() : images(html.masked()),
                text.format() == ContentFormat.HTML ? ClientSupport.gaps(text.content()) : List.of(),
                violations);
    }

    /**
     * The examples of the merge fields of a mail, as its readers would see them.
     *
     * @param type the mail
     * @param language the language whose conventions dates follow
     * @return by field name; a secret is masked
     */
    public Map<String, String> examples(NotificationType type, Locale language) {
        MergeValues values = MailValues.examples(type, profile, language, Map.of(), rules.catalogue())
                .merge();
        Map<String, String> examples = new HashMap<>();
        for (MergeField field : rules.catalogue().fields(type)) {
            Object value = values.get(field.name());
            if (value instanceof MergeValues.Items items) {
                examples.put(field.name(), String.join(", ", items.items()));
            } else if (value instanceof String text) {
                examples.put(field.name(), text);
            } else {
                examples.put(field.name(), field.is(MergeField.Flag.SECRET) ? RenderedText.MASK : field.example());
            }
        }
        return examples;
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
        Messages words = Messages.in(language);
        Rendered rendered = render(type, text, language, Map.of(), words.text("test.note"));
        String subject = rendered.subject();
        String plain = rendered.text();
        if (!rendered.isSound() || subject == null || plain == null) {
            throw new IllegalArgumentException(type.code() + ": the text has errors " + rendered.violations());
        }
        String html = rendered.html();
        MailBody body = new MailBody(
                RenderedText.literal(TextKind.PLAIN, plain),
                html == null ? null : RenderedText.literal(TextKind.HTML, html),
                true);
        EventId eventId = new EventId("test-" + id.value());
        return new Heading(id, eventId, type, group, language, now, Mailbox.of(to), settings, profile)
                .over(new Written("[" + words.text("test.mark") + "] " + subject, body), Map.of())
                .orElseThrow(() -> new IllegalArgumentException("the settings have no sender"));
    }

    private List<BrandImage> images(String html) {
        Set<String> digests = BrandImage.digestsIn(html);
        return Stream.of(Setting.LOGO, Setting.DARK_LOGO)
                .flatMap(setting -> look.get(setting).stream())
                .map(Sourced::value)
                .filter(image -> digests.contains(image.digest()))
                .distinct()
                .toList();
    }

    private static boolean hasError(List<SettingsViolation> violations, String path) {
        return violations.stream()
                .anyMatch(violation -> violation.isError() && violation.path().equals(path));
    }
}
