package org.portalemails.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.Languages;
import org.portalemails.language.Messages;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.form.SettingsForm;

/**
 * One field that differs between two versions of settings.
 *
 * @param property the name of the field: a property of {@link SettingsForm} or, in a text, {@code subject}, {@code
 *     content} or {@code format}
 * @param mail the mail, if the field belongs to the text of one; otherwise {@code null}
 * @param language the language, if the field is in one; otherwise {@code null}
 * @param before the value as it was, or {@code null} if there was none; may be an address
 * @param after the value as it is, or {@code null} if there is none; may be an address
 */
public record SettingsChange(
        String property,
        @Nullable NotificationType mail,
        @Nullable Locale language,
        @Nullable String before,
        @Nullable String after) {
    /** Refuses a field that is the same, and half a place. */
    public SettingsChange {
        Objects.requireNonNull(property, "property");
        if (mail != null && language == null) {
            throw new IllegalArgumentException("the text of a mail is in a language");
        }
        if (Objects.equals(before, after)) {
            throw new IllegalArgumentException("nothing changed");
        }
    }

    /**
     * The fields that differ. Which shared text a text is {@linkplain PortalEmailSettings#basedOn(NotificationType, Locale) based on} is no field
     * that people fill in, and not compared.
     *
     * @param before the older settings
     * @param after the newer settings
     * @return in the order of the screen; empty if people see no difference
     */
    public static List<SettingsChange> between(PortalEmailSettings before, PortalEmailSettings after) {
        List<SettingsChange> changes = new ArrayList<>();
        for (Setting<?> setting : Setting.all()) {
            add(changes, setting.name(), null, null, written(before, setting), written(after, setting));
        }
        for (BrandText what : BrandText.values()) {
            brandTexts(changes, what, before.brandTexts(what), after.brandTexts(what));
        }
        for (NotificationType type : NotificationType.onScreen()) {
            texts(changes, type, before.texts(type), after.texts(type));
        }
        return List.copyOf(changes);
    }

    private static void brandTexts(
            List<SettingsChange> changes, BrandText what, Map<Locale, String> before, Map<Locale, String> after) {
        Set<Locale> languages = new TreeSet<>(Languages.ORDER);
        languages.addAll(before.keySet());
        languages.addAll(after.keySet());
        languages.forEach(
                language -> add(changes, what.code(), null, language, before.get(language), after.get(language)));
    }

    private static void texts(
            List<SettingsChange> changes,
            NotificationType type,
            Map<Locale, MailText> before,
            Map<Locale, MailText> after) {
        Set<Locale> languages = new TreeSet<>(Languages.ORDER);
        languages.addAll(before.keySet());
        languages.addAll(after.keySet());
        for (Locale language : languages) {
            MailText old = before.get(language);
            MailText now = after.get(language);
            add(
                    changes,
                    "subject",
                    type,
                    language,
                    old == null ? null : old.subject(),
                    now == null ? null : now.subject());
            add(
                    changes,
                    "content",
                    type,
                    language,
                    old == null ? null : old.content(),
                    now == null ? null : now.content());
            add(
                    changes,
                    "format",
                    type,
                    language,
                    old == null ? null : old.format().code(),
                    now == null ? null : now.format().code());
        }
    }

    private static <T> @Nullable String written(PortalEmailSettings settings, Setting<T> setting) {
        return settings.get(setting).map(setting::describe).orElse(null);
    }

    private static void add(
            List<SettingsChange> changes,
            String property,
            @Nullable NotificationType mail,
            @Nullable Locale language,
            @Nullable String before,
            @Nullable String after) {
        if (!Objects.equals(before, after)) {
            changes.add(new SettingsChange(property, mail, language, before, after));
        }
    }

    /**
     * Where the field stands in a settings file, below its owner.
     *
     * @return such as {@code sendFrom} or {@code text.reset-password.fr-CA.subject}
     */
    public String path() {
        if (language == null) {
            return property;
        }
        return mail == null
                ? "brand." + language.toLanguageTag() + "." + property
                : "text." + mail.code() + "." + language.toLanguageTag() + "." + property;
    }

    /**
     * What people call the field, in the words of the screen.
     *
     * @param reader the language wanted; English, French and Canadian French exist
     * @return such as {@code Reset Password – subject (fr-CA)}
     */
    public String label(Locale reader) {
        String name = Messages.in(reader).text("property." + property);
        String place = mail == null ? name : Messages.in(reader).text("mail." + mail.code()) + " – " + name;
        return language == null ? place : place + " (" + language.toLanguageTag() + ")";
    }

    /** The path: no values. */
    @Override
    public String toString() {
        return path();
    }
}
