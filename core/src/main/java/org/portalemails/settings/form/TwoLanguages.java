package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EffectiveText;
import org.portalemails.settings.MailLanguages;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.Severity;
import org.portalemails.template.mustache.Template;
import org.portalemails.template.mustache.TemplateReading;

/** Finds mails that shall have two languages and will have one, or will be too long with both. */
final class TwoLanguages {
    private static final String PATH = Setting.MAIL_LANGUAGES.name();

    /** Of a reader who gets both languages whenever anybody does: there is no text in it. */
    private static final Locale NOBODYS = Locale.forLanguageTag("zxx");

    private final EffectiveSettings settings;
    private final FieldCatalogue catalogue;

    TwoLanguages(EffectiveSettings settings, FieldCatalogue catalogue) {
        this.settings = settings;
        this.catalogue = catalogue;
    }

    /** A text in the place of what the settings have in its language: one that is not saved. */
    record Typed(MailText text, Locale language) {}

    /** Warnings, each with the mails that it concerns. */
    List<SettingsViolation> inAllMails() {
        Map<String, List<NotificationType>> found = new LinkedHashMap<>();
        for (NotificationType type : NotificationType.onScreen()) {
            problem(type, null).ifPresent(code -> found.computeIfAbsent(code, unknown -> new ArrayList<>())
                    .add(type));
        }
        return found.entrySet().stream()
                .map(problem -> warning(problem.getKey(), problem.getValue()))
                .toList();
    }

    /** A warning about one mail. */
    Optional<SettingsViolation> in(NotificationType type, Typed typed) {
        return problem(type, typed).map(code -> warning(code, List.of(type)));
    }

    /** Whether both languages are one: the second was chosen at another level than the first. */
    boolean areTheSame() {
        boolean wanted = settings.get(Setting.MAIL_LANGUAGES)
                .filter(languages -> languages.value() != MailLanguages.RECIPIENT)
                .isPresent();
        return wanted
                && settings.get(Setting.SECOND_LANGUAGE)
                        .filter(second -> second.value().equals(settings.language()))
                        .isPresent();
    }

    private static SettingsViolation warning(String code, List<NotificationType> types) {
        String mails = types.stream().map(NotificationType::code).collect(Collectors.joining(","));
        return new SettingsViolation(
                PATH,
                code,
                Severity.WARNING,
                null,
                Map.of("mails", mails, "max", String.valueOf(HtmlPart.maxBytes(2) / 1024)));
    }

    private Optional<String> problem(NotificationType type, @Nullable Typed typed) {
        if (areTheSame()) {
            return Optional.of("brand.two-languages-the-same");
        }
        List<Locale> languages = settings.languages(type, NOBODYS);
        if (languages.size() < 2) {
            return Optional.empty();
        }
        if (!settings.get(Setting.LAYOUT).map(Sourced::value).orElse(true)) {
            return Optional.of("brand.two-languages-without-frame");
        }
        List<EffectiveText> texts =
                languages.stream().map(wanted -> settings.text(type, wanted)).toList();
        if (texts.stream().map(EffectiveText::language).distinct().count() < 2) {
            return Optional.of("brand.two-languages-one-text");
        }
        List<RenderedText> contents = new ArrayList<>();
        for (EffectiveText text : texts) {
            MailText written = typed != null && typed.language().equals(text.language()) ? typed.text() : text.text();
            if (written.format() != ContentFormat.HTML) {
                return Optional.of("brand.two-languages-not-together");
            }
            TemplateReading reading =
                    Template.read(written.content(), written.format().kind());
            if (reading.template().isEmpty()) {
                // It has errors of its own.
                return Optional.empty();
            }
            try {
                contents.add(reading.template().get().render(new TrialValues(catalogue.fields(type)).values(true)));
            } catch (RenderingTooLargeException e) {
                return Optional.of("brand.two-languages-clipped");
            }
        }
        if (contents.stream().anyMatch(HtmlPart::isDocument)) {
            return Optional.of("brand.two-languages-not-together");
        }
        return HtmlPart.bytesOf(contents) > HtmlPart.maxBytes(contents.size())
                ? Optional.of("brand.two-languages-clipped")
                : Optional.empty();
    }
}
