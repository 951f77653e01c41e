package org.portalemails.settings.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.portalemails.language.Languages;
import org.portalemails.language.UnsafeCharacters;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.file.TomlTable.Value;
import org.portalemails.settings.form.TextForm;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;

/**
 * One owner's settings as tables of a settings file: the values first, then one table for each text. Everything that is
 * wrong is collected.
 */
final class SettingsTables {
    static final int VERSION = 1;
    static final String VERSION_KEY = "portalEmailSettings";
    private static final String TEXT = "text";
    private static final String BRAND = "brand";
    /** Behind the name of a brand text: the key of what it is based on. */
    private static final String BASED_ON = "BasedOn";

    private final PortalEmailSettings.Builder builder = PortalEmailSettings.builder();
    /** Mails and languages of the texts that were read: tags that differ in case only are one language. */
    private final Set<String> read = new HashSet<>();

    private final List<SettingsViolation> violations;

    SettingsTables(List<SettingsViolation> violations) {
        this.violations = violations;
    }

    PortalEmailSettings settings() {
        return builder.build();
    }

    /** Writes the values, without a header; first those by which the texts are read. */
    static void writeValues(StringBuilder out, PortalEmailSettings settings) {
        List<Setting<?>> first = List.of(Setting.LANGUAGE, Setting.FRENCH_REQUIRED);
        first.forEach(setting -> writeValue(out, settings, setting));
        Setting.all().stream()
                .filter(setting -> !first.contains(setting))
                .forEach(setting -> writeValue(out, settings, setting));
    }

    private static <T> void writeValue(StringBuilder out, PortalEmailSettings settings, Setting<T> setting) {
        settings.get(setting)
                .map(setting::write)
                .ifPresent(value ->
                        write(out, setting.name(), setting.type() == Boolean.class ? value : TomlText.quoted(value)));
    }

    /** Writes a table for each text, under the name of the owner's table. */
    static void writeTexts(StringBuilder out, PortalEmailSettings settings, List<String> owner) {
        Set<Locale> languages = new TreeSet<>(Languages.ORDER);
        Stream.of(BrandText.values())
                .forEach(what -> languages.addAll(settings.brandTexts(what).keySet()));
        languages.forEach(language -> {
            writeHeader(out, owner, List.of(BRAND, language.toLanguageTag()));
            for (BrandText what : BrandText.values()) {
                String text = settings.brandTexts(what).get(language);
                if (text != null) {
                    write(out, what.code(), text.contains("\n") ? TomlText.block(text) : TomlText.quoted(text));
                    writeText(out, what.code() + BASED_ON, settings.basedOn(what, language));
                }
            }
        });
        settings.texts()
                .forEach((type, byLanguage) -> byLanguage.forEach((language, text) -> {
                    writeHeader(out, owner, List.of(TEXT, type.code(), language.toLanguageTag()));
                    writeText(out, "basedOn", settings.basedOn(type, language));
                    writeText(out, "subject", Optional.of(text.subject()));
                    writeText(out, "format", Optional.of(text.format().code()));
                    write(out, "content", TomlText.block(text.content()));
                }));
    }

    private static void writeHeader(StringBuilder out, List<String> owner, List<String> table) {
        List<String> name = new ArrayList<>(owner);
        name.addAll(table);
        out.append("\n[").append(TomlTable.dotted(name)).append("]\n");
    }

    private static void writeText(StringBuilder out, String key, Optional<String> text) {
        text.ifPresent(value -> write(out, key, TomlText.quoted(value)));
    }

    private static void write(StringBuilder out, String key, String value) {
        out.append(key).append(" = ").append(value).append('\n');
    }

    /** Checks and removes the version of a file from its first table. */
    static void readVersion(TomlTable first, List<SettingsViolation> violations) {
        Map<String, String> known = Map.of("known", String.valueOf(VERSION));
        Value version = first.values().remove(VERSION_KEY);
        if (version == null) {
            violations.add(refused("", "file.version-missing", Position.START, known));
        } else if (!version.content().equals((long) VERSION)) {
            violations.add(refused(VERSION_KEY, "file.version", version.position(), known));
        }
    }

    /** Reads the values of an owner. */
    void readValues(TomlTable table) {
        table.values().forEach((key, value) -> Setting.all().stream()
                .filter(setting -> setting.name().equals(key))
                .findFirst()
                .ifPresentOrElse(
                        setting -> readValue(table, value, setting),
                        () -> refuse(table.path(key), "file.unknown-key", value.position(), "key", key)));
    }

    private <T> void readValue(TomlTable table, Value value, Setting<T> setting) {
        String key = setting.name();
        if (setting.type() == Boolean.class) {
            if (value.content() instanceof Boolean flag) {
                builder.set(setting, setting.type().cast(flag));
            } else {
                refuse(table.path(key), "file.switch-expected", value.position(), "key", key);
            }
            return;
        }
        text(table, key, value, typed -> {
            try {
                builder.set(setting, setting.parse(typed).orElse(null));
            } catch (RefusedSettingException e) {
                violations.add(refused(table.path(key), e.code(), value.position(), e.arguments()));
            }
        });
    }

    private void readBrand(TomlTable table, String tag) {
        String path = TomlTable.dotted(table.name());
        Optional<Locale> language = language(tag);
        if (language.isEmpty()) {
            refuse(path, "settings.language-unknown", table.position());
        } else if (!read.add(BRAND + " " + language.get().toLanguageTag())) {
            refuse(path, "settings.language-twice", table.position(), "language", tag);
        }
        Map<String, Value> values = new LinkedHashMap<>(table.values());
        Map<BrandText, Value> marks = new EnumMap<>(BrandText.class);
        Stream.of(BrandText.values())
                .filter(what -> what.isShared() && values.containsKey(what.code() + BASED_ON))
                .forEach(what -> marks.put(what, Objects.requireNonNull(values.remove(what.code() + BASED_ON))));
        values.forEach((key, value) -> Stream.of(BrandText.values())
                .filter(what -> what.code().equals(key))
                .findFirst()
                .ifPresentOrElse(
                        what -> text(table, key, value, typed -> {
                            if (typed.length() > what.maxLength()) {
                                refuse(
                                        table.path(key),
                                        "text.too-long",
                                        value.position(),
                                        "max",
                                        String.valueOf(what.maxLength()));
                            } else {
                                language.ifPresent(known -> builder.brandText(what, known, typed));
                            }
                        }),
                        () -> refuse(table.path(key), "file.unknown-key", value.position(), "key", key)));
        marks.forEach((what, value) -> {
            String key = what.code() + BASED_ON;
            text(
                    table,
                    key,
                    value,
                    mark -> language.ifPresent(
                            known -> basedOn(table, key, mark, note -> builder.basedOn(what, known, note))));
        });
    }

    /**
     * Reads a text.
     *
     * @param name the name of its table, without the owner's
     * @return {@code false} if this is not the table of a text
     */
    boolean readText(TomlTable table, List<String> name) {
        if (name.size() == 2 && name.get(0).equals(BRAND)) {
            readBrand(table, name.get(1));
            return true;
        }
        if (name.size() != 3 || !name.get(0).equals(TEXT)) {
            return false;
        }
        Optional<NotificationType> type = NotificationType.onScreen().stream()
                .filter(mail -> mail.code().equals(name.get(1)))
                .findFirst();
        Optional<Locale> language = language(name.get(2));
        String path = TomlTable.dotted(table.name());
        if (type.isEmpty()) {
            refuse(path, "file.unknown-mail", table.position(), "key", name.get(1));
        }
        if (language.isEmpty()) {
            refuse(path, "settings.language-unknown", table.position());
        } else if (!read.add(name.get(1) + " " + language.get().toLanguageTag())) {
            refuse(
                    path,
                    "settings.language-twice",
                    table.position(),
                    "language",
                    language.get().toLanguageTag());
        }
        TextForm form = new TextForm();
        String[] basedOn = {""};
        table.values().forEach((key, value) -> {
            switch (key) {
                case "subject" -> text(table, key, value, form::setSubject);
                case "content" -> text(table, key, value, form::setContent);
                case "format" -> text(table, key, value, form::setFormat);
                case "basedOn" -> text(table, key, value, mark -> basedOn[0] = mark);
                default -> refuse(table.path(key), "file.unknown-key", value.position(), "key", key);
            }
        });
        if (type.isPresent() && language.isPresent() && isWhole(table, form)) {
            String code = form.getFormat();
            ContentFormat format =
                    code.isEmpty() ? ContentFormat.detect(form.getContent()) : ContentFormat.ofCode(code);
            MailText text = new MailText(form.getSubject(), form.getContent(), format);
            builder.text(type.get(), language.get(), text);
            basedOn(table, "basedOn", basedOn[0], mark -> builder.basedOn(type.get(), language.get(), mark));
        }
        return true;
    }

    private static Optional<Locale> language(String tag) {
        try {
            return Setting.LANGUAGE.parse(tag);
        } catch (RefusedSettingException e) {
            return Optional.empty();
        }
    }

    private boolean isWhole(TomlTable table, TextForm form) {
        int before = violations.size();
        half(table, "subject", form.getSubject(), false);
        half(table, "content", form.getContent(), true);
        if (!Set.of("", "html", "plain").contains(form.getFormat())) {
            refuse(table.path("format"), "settings.format-unknown", position(table, "format"));
        }
        return violations.size() == before;
    }

    private void half(TomlTable table, String key, String text, boolean lines) {
        if (!VisibleText.isIn(text)) {
            refuse(table.path(key), "settings." + key + "-missing", position(table, key));
        } else if (UnsafeCharacters.first(text, lines) >= 0) {
            refuse(table.path(key), "file.control-character", position(table, key));
        }
    }

    private void basedOn(TomlTable table, String key, String mark, Consumer<String> note) {
        if (mark.isEmpty()) {
            return;
        }
        try {
            note.accept(mark);
        } catch (IllegalArgumentException e) {
            refuse(table.path(key), "file.fingerprint-refused", position(table, key), "key", key);
        }
    }

    private void text(TomlTable table, String key, Value value, Consumer<String> use) {
        if (value.content() instanceof String text) {
            use.accept(text);
        } else {
            refuse(table.path(key), "file.text-expected", value.position(), "key", key);
        }
    }

    private static Position position(TomlTable table, String key) {
        Value value = table.values().get(key);
        return value == null ? table.position() : value.position();
    }

    private void refuse(String path, String code, Position position, String... argument) {
        Map<String, String> arguments = argument.length == 0 ? Map.of() : Map.of(argument[0], argument[1]);
        violations.add(refused(path, code, position, arguments));
    }

    static SettingsViolation refused(String path, String code, Position position, Map<String, String> arguments) {
        return new SettingsViolation(path, code, Severity.ERROR, position, arguments);
    }
}
