package org.portalemails.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;

/**
 * An own text whose shared text has changed since the own one was written: somebody should look whether it is still right.
 *
 * <p>When a text is saved, the fingerprint of the shared text that it replaces is noted beside it. A text without such a note (saved
 * by other means) never counts as drifted.
 */
public sealed interface TextDrift {
    /** The language of the own text. */
    Locale language();

    /** Where the shared text comes from as it is now. */
    Level sharedLevel();

    /**
     * The text of a mail.
     *
     * @param type the mail
     * @param language the language of the own text
     * @param own the own text
     * @param shared the shared text as it is now
     */
    record OfMail(NotificationType type, Locale language, MailText own, EffectiveText shared) implements TextDrift {
        /** Refuses {@code null}. */
        public OfMail {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(own, "own");
            Objects.requireNonNull(shared, "shared");
        }

        @Override
        public Level sharedLevel() {
            return shared.level();
        }

        /** The mail, the language and the level: no texts. */
        @Override
        public String toString() {
            return "TextDrift[" + type.code() + ", " + language.toLanguageTag() + ", " + sharedLevel() + "]";
        }
    }

    /**
     * A text that stands in every mail.
     *
     * @param what the signature or the footer
     * @param language the language of the own text
     * @param own the own text
     * @param shared the shared text as it is now
     */
    record OfBrand(BrandText what, Locale language, String own, Sourced<String> shared) implements TextDrift {
        /** Refuses {@code null}. */
        public OfBrand {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(own, "own");
            Objects.requireNonNull(shared, "shared");
        }

        @Override
        public Level sharedLevel() {
            return shared.level();
        }

        /** Which one, the language and the level: no texts. */
        @Override
        public String toString() {
            return "TextDrift[" + what.code() + ", " + language.toLanguageTag() + ", " + sharedLevel() + "]";
        }
    }

    /**
     * The texts that have drifted.
     *
     * @param settings whose own texts; those of a group, a company or the installation
     * @param inherited what they lie over
     * @param builtIn the built-in texts
     * @return in the order of the screen: those of mails, then those that stand in every mail; possibly empty
     */
    static List<TextDrift> of(PortalEmailSettings settings, InheritedSettings inherited, BuiltInTexts builtIn) {
        EffectiveSettings effective = EffectiveSettings.of(settings, inherited, builtIn);
        List<TextDrift> drifted = new ArrayList<>();
        settings.texts()
                .forEach((type, byLanguage) -> byLanguage.forEach((language, own) -> {
                    EffectiveText shared = effective.sharedText(type, language);
                    if (isOther(settings.basedOn(type, language), shared.text().fingerprint())) {
                        drifted.add(new OfMail(type, language, own, shared));
                    }
                }));
        for (BrandText what : BrandText.values()) {
            settings.brandTexts(what).forEach((language, own) -> {
                Optional<String> noted = settings.basedOn(what, language);
                if (noted.isPresent()) {
                    Sourced<String> shared = effective.sharedBrandText(what, language);
                    if (isOther(noted, BrandText.fingerprint(shared.value()))) {
                        drifted.add(new OfBrand(what, language, own, shared));
                    }
                }
            });
        }
        return List.copyOf(drifted);
    }

    private static boolean isOther(Optional<String> noted, String now) {
        return noted.isPresent() && !noted.get().equals(now);
    }

    /**
     * Settings in which one text counts as written today: somebody looked, and it is still right.
     *
     * @param settings the settings
     * @param type the mail
     * @param language the language of the own text
     * @param inherited what the settings lie over
     * @param builtIn the built-in texts
     * @return other settings, to be saved
     * @throws IllegalArgumentException if there is no own text
     */
    static PortalEmailSettings confirm(
            PortalEmailSettings settings,
            NotificationType type,
            Locale language,
            InheritedSettings inherited,
            BuiltInTexts builtIn) {
        EffectiveText shared =
                EffectiveSettings.of(settings, inherited, builtIn).sharedText(type, language);
        return settings.toBuilder()
                .basedOn(type, language, shared.text().fingerprint())
                .build();
    }

    /**
     * Settings in which one text that stands in every mail counts as written today.
     *
     * @param settings the settings
     * @param what the signature or the footer
     * @param language the language of the own text
     * @param inherited what the settings lie over
     * @param builtIn the built-in texts
     * @return other settings, to be saved
     * @throws IllegalArgumentException if there is no own text, or it replaces no shared one
     */
    static PortalEmailSettings confirm(
            PortalEmailSettings settings,
            BrandText what,
            Locale language,
            InheritedSettings inherited,
            BuiltInTexts builtIn) {
        Sourced<String> shared =
                EffectiveSettings.of(settings, inherited, builtIn).sharedBrandText(what, language);
        return settings.toBuilder()
                .basedOn(what, language, BrandText.fingerprint(shared.value()))
                .build();
    }

    /**
     * Notes for every text which shared text it replaces. A text that brings its note keeps it, and so does one that is
     * the same as before.
     *
     * @param settings what is about to be saved
     * @param previous what is saved, or {@code null}
     * @param inherited what the settings lie over
     * @param builtIn the texts of last resort
     * @return the settings with the notes
     */
    static PortalEmailSettings noteSharedTexts(
            PortalEmailSettings settings,
            @Nullable PortalEmailSettings previous,
            InheritedSettings inherited,
            BuiltInTexts builtIn) {
        PortalEmailSettings before = Objects.requireNonNullElse(previous, PortalEmailSettings.blank());
        EffectiveSettings effective = EffectiveSettings.of(settings, inherited, builtIn);
        PortalEmailSettings.Builder builder = settings.toBuilder();
        settings.texts()
                .forEach((type, byLanguage) -> byLanguage.forEach((language, own) -> {
                    Optional<String> note = settings.basedOn(type, language);
                    if (note.isEmpty()) {
                        boolean unchanged =
                                before.text(type, language).filter(own::equals).isPresent();
                        note = unchanged
                                ? before.basedOn(type, language)
                                : Optional.of(effective
                                        .sharedText(type, language)
                                        .text()
                                        .fingerprint());
                    }
                    note.ifPresent(noted -> builder.basedOn(type, language, noted));
                }));
        for (BrandText what : BrandText.values()) {
            settings.brandTexts(what).forEach((language, own) -> {
                Optional<String> note = settings.basedOn(what, language);
                if (note.isEmpty() && what.isShared()) {
                    boolean unchanged = own.equals(before.brandTexts(what).get(language));
                    note = unchanged
                            ? before.basedOn(what, language)
                            : Optional.of(BrandText.fingerprint(
                                    effective.sharedBrandText(what, language).value()));
                }
                note.ifPresent(noted -> builder.basedOn(what, language, noted));
            });
        }
        return builder.build();
    }
}
