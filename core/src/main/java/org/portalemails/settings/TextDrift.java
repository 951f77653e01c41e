package org.portalemails.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;

/**
 * An own text whose shared text has changed since the own one was written: somebody should look whether it is still right.
 *
 * <p>When a text is saved, the {@linkplain MailText#fingerprint() fingerprint} of the shared text that it replaces is
 * noted beside it. A text without such a note (saved by other means) never counts as drifted.
 *
 * @param type the mail
 * @param language the language of the own text
 * @param own the own text
 * @param shared the shared text as it is now
 */
public record TextDrift(NotificationType type, Locale language, MailText own, EffectiveText shared) {
    /** Refuses {@code null}. */
    public TextDrift {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(shared, "shared");
    }

    /**
     * The texts that have drifted.
     *
     * @param settings whose own texts; a group's, or the company-wide default
     * @param companyWide the company-wide default, or {@code null} if there is none or {@code settings} are it
     * @param builtIn the built-in texts
     * @return in the order of the screen; possibly empty
     */
    public static List<TextDrift> of(
            PortalEmailSettings settings, @Nullable PortalEmailSettings companyWide, BuiltInTexts builtIn) {
        List<TextDrift> drifted = new ArrayList<>();
        settings.texts()
                .forEach((type, byLanguage) -> byLanguage.forEach((language, own) -> {
                    EffectiveText shared = sharedText(settings, companyWide, builtIn, type, language);
                    Optional<String> noted = settings.basedOn(type, language);
                    if (noted.isPresent() && !noted.get().equals(shared.text().fingerprint())) {
                        drifted.add(new TextDrift(type, language, own, shared));
                    }
                }));
        return List.copyOf(drifted);
    }

    /**
     * Settings in which one text counts as written today: somebody looked, and it is still right.
     *
     * @param settings the settings
     * @param type the mail
     * @param language the language of the own text
     * @param companyWide the company-wide default, or {@code null} if there is none or {@code settings} are it
     * @param builtIn the built-in texts
     * @return other settings, to be saved
     * @throws IllegalArgumentException if there is no own text
     */
    public static PortalEmailSettings confirm(
            PortalEmailSettings settings,
            NotificationType type,
            Locale language,
            @Nullable PortalEmailSettings companyWide,
            BuiltInTexts builtIn) {
        EffectiveText shared = sharedText(settings, companyWide, builtIn, type, language);
        return settings.toBuilder()
                .basedOn(type, language, shared.text().fingerprint())
                .build();
    }

    /**
     * Notes for every text which shared text it replaces. A text that brings its note keeps it, and so does one that is
     * the same as before.
     *
     * @param settings what is about to be saved
     * @param previous what is saved, or {@code null}
     * @param companyWide the company-wide default, or {@code null}
     * @param builtIn the texts of last resort
     * @return the settings with the notes
     */
    public static PortalEmailSettings noteSharedTexts(
            PortalEmailSettings settings,
            @Nullable PortalEmailSettings previous,
            @Nullable PortalEmailSettings companyWide,
            BuiltInTexts builtIn) {
        PortalEmailSettings.Builder builder = settings.toBuilder();
        for (Map.Entry<NotificationType, Map<Locale, MailText>> mail :
                settings.texts().entrySet()) {
            NotificationType type = mail.getKey();
            mail.getValue().forEach((language, own) -> {
                boolean unchanged = previous != null
                        && previous.text(type, language).filter(own::equals).isPresent();
                if (settings.basedOn(type, language).isPresent()) {
                    return;
                }
                if (unchanged) {
                    Objects.requireNonNull(previous)
                            .basedOn(type, language)
                            .ifPresent(noted -> builder.basedOn(type, language, noted));
                } else {
                    EffectiveText shared = sharedText(settings, companyWide, builtIn, type, language);
                    builder.basedOn(type, language, shared.text().fingerprint());
                }
            });
        }
        return builder.build();
    }

    private static EffectiveText sharedText(
            PortalEmailSettings settings,
            @Nullable PortalEmailSettings companyWide,
            BuiltInTexts builtIn,
            NotificationType type,
            Locale language) {
        return EffectiveSettings.of(settings, companyWide, builtIn).sharedText(type, language);
    }

    /** The mail, the language and the level: no texts. */
    @Override
    public String toString() {
        return "TextDrift[" + type.code() + ", " + language.toLanguageTag() + ", " + shared.level() + "]";
    }
}
