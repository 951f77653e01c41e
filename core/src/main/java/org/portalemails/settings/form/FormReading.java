package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.language.Languages;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.Level;
import org.portalemails.settings.MailLanguages;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.TextDrift;
import org.portalemails.template.Severity;

/** Reads one form once, from top to bottom: collects what is wrong and what is right. */
final class FormReading {
    private static final int MAX_TRANSLATIONS = 40;

    /** Mail programs show a name in the place of the address: one that passes for an address shows another sender. */
    private static final Pattern LIKE_AN_ADDRESS =
            Pattern.compile("[@\\x{fe6b}\\x{ff20}<>\\x{ff1c}\\x{ff1e}\"\\x{201c}-\\x{201f}\\x{ff02}]");

    private final SettingsRules rules;
    private final SettingsForm form;
    private final InheritedSettings inherited;
    private final List<SettingsViolation> violations = new ArrayList<>();
    private boolean languageKnown = true;
    private final PortalEmailSettings.Builder builder = PortalEmailSettings.builder();

    FormReading(SettingsRules rules, SettingsForm form, InheritedSettings inherited) {
        this.rules = rules;
        this.form = form;
        this.inherited = inherited;
        read();
    }

    List<SettingsViolation> violations() {
        return List.copyOf(violations);
    }

    /** What is right, whatever else is wrong. */
    PortalEmailSettings draft() {
        return builder.build();
    }

    PortalEmailSettings settings(@Nullable PortalEmailSettings previous) {
        if (violations.stream().anyMatch(SettingsViolation::isError)) {
            throw new InvalidSettingsException(violations);
        }
        if (previous != null && !form.saysLook()) {
            Setting.look().forEach(setting -> keep(setting, previous));
            for (BrandText what : BrandText.values()) {
                previous.brandTexts(what).forEach((language, text) -> builder.brandText(what, language, text));
            }
        }
        return TextDrift.noteSharedTexts(builder.build(), previous, inherited, rules.builtInTexts());
    }

    private <T> void keep(Setting<T> setting, PortalEmailSettings previous) {
        builder.set(setting, previous.get(setting).orElse(null));
    }

    private void read() {
        for (Setting<?> setting : Setting.all()) {
            value(setting);
        }
        Optional<Locale> language = languageKnown ? builder.build().get(Setting.LANGUAGE) : Optional.empty();
        brand();
        language.ifPresent(this::twoLanguages);
        for (NotificationType type : NotificationType.onScreen()) {
            section(type, language.orElse(Locale.ENGLISH));
        }
        language.ifPresent(this::languageHasTexts);
        boolean refused = Stream.of(Setting.MAIL_LANGUAGES, Setting.SECOND_LANGUAGE)
                .anyMatch(setting -> isRefused(setting.name()));
        if (language.isPresent() && !refused) {
            violations.addAll(new TwoLanguages(effective(), rules.catalogue()).inAllMails());
        }
    }

    private EffectiveSettings effective() {
        return EffectiveSettings.of(builder.build(), inherited, rules.builtInTexts());
    }

    private boolean isRefused(String path) {
        return violations.stream()
                .anyMatch(violation -> violation.isError() && violation.path().equals(path));
    }

    private <T> void value(Setting<T> setting) {
        Optional<T> value;
        try {
            value = setting.parse(form.value(setting));
        } catch (RefusedSettingException e) {
            error(setting.name(), e.code(), e.arguments());
            if (setting == Setting.LANGUAGE) {
                languageKnown = false;
            }
            return;
        }
        builder.set(setting, value.orElse(null));
        if (setting == Setting.SENDER_NAME
                && LIKE_AN_ADDRESS.matcher(form.getSenderName()).find()) {
            error(setting.name(), "settings.sender-name-like-an-address", Map.of());
        }
        if (setting == Setting.SEND_FROM) {
            sender(value.map(EmailAddress.class::cast));
        }
    }

    private void sender(Optional<EmailAddress> sender) {
        SenderDomains allowed = rules.senderDomains();
        if (sender.isPresent() && !allowed.allow(sender.get())) {
            error(
                    "sendFrom",
                    "settings.sender-domain-not-allowed",
                    Map.of("domain", sender.get().domain(), "allowed", allowed.toString()));
        }
        boolean needed = inherited.heir() == Level.GROUP
                && inherited.get(Setting.SEND_FROM).isEmpty();
        if (sender.isEmpty() && needed) {
            error("sendFrom", "settings.sender-missing", Map.of());
        }
    }

    private Optional<Locale> language(String path, String typed) {
        try {
            return Setting.LANGUAGE.parse(typed);
        } catch (RefusedSettingException e) {
            error(path, e.code(), Map.of());
            return Optional.empty();
        }
    }

    private void brand() {
        if (form.getBrand().size() > MAX_TRANSLATIONS) {
            error("brand", "settings.too-many-languages", Map.of("max", String.valueOf(MAX_TRANSLATIONS)));
            return;
        }
        Set<Locale> read = new HashSet<>();
        form.getBrand().forEach((tag, texts) -> {
            String place = "brand[" + tag + "]";
            if (texts != null && Stream.of(BrandText.values()).anyMatch(what -> VisibleText.isIn(texts.get(what)))) {
                language(place, tag).ifPresent(language -> {
                    if (read.add(language)) {
                        brandTexts(language, texts, place);
                    } else {
                        error(place, "settings.language-twice", Map.of("language", language.toLanguageTag()));
                    }
                });
            }
        });
        logos(builder.build());
    }

    /** Logos that are shown: a dark one beside another one, of whatever level, and each with its words. */
    private void logos(PortalEmailSettings own) {
        boolean ownLogo = own.get(Setting.LOGO).isPresent();
        boolean shown = ownLogo || inherited.get(Setting.LOGO).isPresent() || isRefused(Setting.LOGO.name());
        if (own.get(Setting.DARK_LOGO).isPresent() && !shown) {
            error(Setting.DARK_LOGO.name(), "brand.dark-logo-alone", Map.of());
        }
        // The words of another level describe the logo of that level.
        if (ownLogo && own.brandTexts(BrandText.LOGO_TEXT).isEmpty()) {
            error(Setting.LOGO.name(), "brand.logo-text-missing", Map.of());
        }
    }

    /** A mail in two languages needs two, and French among them where it is required. */
    private void twoLanguages(Locale first) {
        PortalEmailSettings own = builder.build();
        boolean wanted = own.get(Setting.MAIL_LANGUAGES)
                .or(() -> inherited.get(Setting.MAIL_LANGUAGES))
                .filter(languages -> languages != MailLanguages.RECIPIENT)
                .isPresent();
        Optional<Locale> second = own.get(Setting.SECOND_LANGUAGE).or(() -> inherited.get(Setting.SECOND_LANGUAGE));
        if (!wanted || isRefused(Setting.SECOND_LANGUAGE.name())) {
            return;
        }
        if (second.isEmpty()) {
            error("secondLanguage", "brand.second-language-missing", Map.of());
        } else if (second.get().equals(first)
                && own.get(Setting.SECOND_LANGUAGE).isEmpty()
                && own.get(Setting.MAIL_LANGUAGES).isEmpty()) {
            // Chosen at another level, where it is another one: a warning says what comes of it.
            return;
        } else if (second.get().equals(first)) {
            error("secondLanguage", "brand.second-language-same", Map.of());
        } else if (form.isFrenchRequired()
                && Stream.of(first, second.get())
                        .noneMatch(one -> one.getLanguage().equals("fr"))) {
            error("secondLanguage", "brand.french-not-among-languages", Map.of());
        }
    }

    private void brandTexts(Locale language, BrandForm texts, String place) {
        for (BrandText what : BrandText.values()) {
            String path = place + "." + what.code();
            List<SettingsViolation> found = BrandRules.check(what, texts.get(what), path);
            violations.addAll(found);
            if (found.stream().noneMatch(SettingsViolation::isError)) {
                builder.brandText(what, language, texts.get(what));
            }
        }
    }

    private void section(NotificationType type, Locale formLanguage) {
        SectionForm section = form.section(type);
        String path = SettingsForm.property(type);
        Set<Locale> written = new HashSet<>();
        text(type, formLanguage, section, path, written);
        if (section.getTranslations().size() > MAX_TRANSLATIONS) {
            error(path, "settings.too-many-languages", Map.of("max", String.valueOf(MAX_TRANSLATIONS)));
            return;
        }
        section.getTranslations().forEach((tag, translation) -> {
            String place = path + ".translations[" + tag + "]";
            if (translation != null && !translation.isBlank()) {
                language(place, tag).ifPresent(lang -> text(type, lang, translation, place, written));
            }
        });
        boolean french = written.stream().anyMatch(lang -> lang.getLanguage().equals("fr"));
        if (form.isFrenchRequired() && !written.isEmpty() && !french) {
            error(path, "settings.french-missing", Map.of());
        }
        sharedTexts(type, written);
    }

    private void text(NotificationType type, Locale language, TextForm text, String path, Set<Locale> written) {
        if (text.isBlank()) {
            return;
        }
        if (!written.add(language)) {
            error(path, "settings.language-twice", Map.of("language", language.toLanguageTag()));
            return;
        }
        String subject = text.getSubject();
        String content = MailText.unixLines(text.getContent());
        if (!VisibleText.isIn(subject) || !VisibleText.isIn(content)) {
            String missing = VisibleText.isIn(subject) ? "content" : "subject";
            error(path + "." + missing, "settings." + missing + "-missing", Map.of());
            return;
        }
        Optional<ContentFormat> format = format(text.getFormat(), content);
        if (format.isEmpty()) {
            error(path + ".format", "settings.format-unknown", Map.of());
            return;
        }
        List<SettingsViolation> found = rules.textRules()
                .check(type, subject, content, format.get(), path + ".subject", path + ".content", isSwitchedOn(type));
        violations.addAll(found);
        if (found.stream().noneMatch(SettingsViolation::isError)) {
            builder.text(type, language, new MailText(subject, content, format.get()));
        }
    }

    private static Optional<ContentFormat> format(String typed, String content) {
        String code = typed.strip();
        if (code.isEmpty()) {
            return Optional.of(ContentFormat.detect(content));
        }
        for (ContentFormat format : ContentFormat.values()) {
            if (format.code().equals(code)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private boolean isSwitchedOn(NotificationType type) {
        return type.governedBy()
                .map(one -> Boolean.parseBoolean(form.value(Setting.of(one))))
                .orElse(false);
    }

    /** A switch that the group turns on can make a field necessary which a text it inherits does not have. */
    private void sharedTexts(NotificationType type, Set<Locale> written) {
        if (!isSwitchedOn(type)) {
            return;
        }
        Map<Locale, MailText> shared = new LinkedHashMap<>();
        inherited.levels().forEach(level -> level.texts(type).forEach(shared::putIfAbsent));
        shared.forEach((language, text) -> {
            boolean lacking = !written.contains(language)
                    && rules.checkText(type, text).stream()
                            .anyMatch(v -> v.isError()
                                    && (v.code().equals("text.field-missing")
                                            || v.code().equals("text.field-unseen")));
            if (lacking) {
                error(
                        type.governedBy().orElseThrow().code(),
                        "settings.shared-text-lacks-field",
                        Map.of("language", language.toLanguageTag()));
            }
        });
    }

    private void languageHasTexts(Locale language) {
        PortalEmailSettings read = builder.build();
        boolean known =
                Languages.best(language, rules.builtInTexts().languages()).isPresent();
        for (NotificationType type : NotificationType.onScreen()) {
            known |= Languages.best(language, read.texts(type).keySet()).isPresent();
            known |= inherited.levels().stream()
                    .anyMatch(level ->
                            Languages.best(language, level.texts(type).keySet()).isPresent());
        }
        if (!known && violations.stream().noneMatch(SettingsViolation::isError)) {
            violations.add(new SettingsViolation(
                    "language",
                    "settings.language-without-texts",
                    Severity.WARNING,
                    null,
                    Map.of("language", language.toLanguageTag())));
        }
    }

    private void error(String path, String code, Map<String, String> arguments) {
        violations.add(new SettingsViolation(path, code, Severity.ERROR, null, arguments));
    }
}
