package org.portalemails.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalemails.template.TemplateProblem;

/**
 * The words of {@link SettingsViolation}s, from {@code messages.*.properties} in this package. Not a {@link
 * java.util.ResourceBundle}: that would ask the default locale of the virtual machine before it falls back to English.
 */
final class ViolationMessages {
    /** Before the language of a label, in the name of an argument. */
    private static final String LABEL = "label.";

    private static final Map<Locale, Properties> MESSAGES = Map.of(
            Locale.ENGLISH, read("en"),
            Locale.FRENCH, read("fr"),
            Locale.CANADA_FRENCH, read("fr-CA"));

    private ViolationMessages() {}

    static String message(SettingsViolation violation, Locale reader) {
        Properties messages = of(reader);
        String pattern = messages.getProperty(violation.code());
        String message;
        if (pattern != null) {
            message = fill(pattern, violation.arguments(), reader, messages);
        } else if (addressRule(violation.code()).isPresent()) {
            message = addressRule(violation.code()).get().message(reader);
        } else if (violation.position() != null) {
            message = new TemplateProblem(
                            violation.code(), violation.severity(), violation.position(), violation.arguments())
                    .message(reader);
        } else {
            message = violation.code();
        }
        return violation.position() == null
                ? message
                : fill(
                                Objects.requireNonNull(messages.getProperty("position")),
                                Map.of(
                                        "line",
                                                String.valueOf(
                                                        violation.position().line()),
                                        "column",
                                                String.valueOf(
                                                        violation.position().column())),
                                reader,
                                messages)
                        + " " + message;
    }

    private static Optional<AddressRule> addressRule(String code) {
        return Stream.of(AddressRule.values())
                .filter(rule -> rule.code().equals(code))
                .findFirst();
    }

    /** What people call a mail. */
    static String mail(String code, Locale reader) {
        return of(reader).getProperty("mail." + code, code);
    }

    /** What people call a field of the screen. */
    static String property(String name, Locale reader) {
        return of(reader).getProperty("property." + name, name);
    }

    private static Properties of(Locale reader) {
        Locale language = reader.getLanguage().isEmpty()
                ? Locale.ENGLISH
                : SettingsLanguages.best(reader, MESSAGES.keySet()).orElse(Locale.ENGLISH);
        return Objects.requireNonNull(MESSAGES.get(language));
    }

    /** What names a field in a message: its labels, each under its language. */
    static Map<String, String> labelled(MergeField field) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("field", field.name());
        field.labels().forEach((language, label) -> arguments.put(LABEL + language.toLanguageTag(), label));
        return arguments;
    }

    /** The label that serves the reader best, as {@link MergeField#label}; the field's name if no label is there. */
    private static String label(Map<String, String> arguments, Locale reader) {
        Map<Locale, String> labels = new TreeMap<>(SettingsLanguages.ORDER);
        arguments.forEach((name, value) -> {
            if (name.startsWith(LABEL)) {
                labels.put(Locale.forLanguageTag(name.substring(LABEL.length())), value);
            }
        });
        Locale language = SettingsLanguages.best(reader, labels.keySet()).orElse(Locale.ENGLISH);
        return labels.getOrDefault(language, arguments.getOrDefault("field", "…"));
    }

    /**
     * Arguments stand in brackets; {@code [mails]} holds codes of mails, which are named in the reader's language, and {@code [label]} is
     * the label of the field.
     */
    private static String fill(String pattern, Map<String, String> arguments, Locale reader, Properties messages) {
        StringBuilder out = new StringBuilder(pattern.length() + 32);
        int from = 0;
        for (int open = pattern.indexOf('['); open >= 0; open = pattern.indexOf('[', from)) {
            int close = pattern.indexOf(']', open);
            if (close < 0) {
                break;
            }
            String name = pattern.substring(open + 1, close);
            String value = arguments.getOrDefault(name, "…");
            if (name.equals("mails")) {
                value = Stream.of(value.split(","))
                        .map(code -> messages.getProperty("mail." + code, code))
                        .collect(Collectors.joining(", "));
            }
            if (name.equals("suggestions") && value.contains(", ")) {
                int last = value.lastIndexOf(", ");
                value = value.substring(0, last) + " " + messages.getProperty("or") + " " + value.substring(last + 2);
            }
            if (name.equals("label")) {
                value = label(arguments, reader);
            }
            out.append(pattern, from, open).append(value);
            from = close + 1;
        }
        return out.append(pattern, from, pattern.length()).toString();
    }

    private static Properties read(String language) {
        String name = "messages." + language + ".properties";
        Properties properties = new Properties();
        try (InputStream in = ViolationMessages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not in the jar");
            }
            Reader utf8 = new InputStreamReader(in, StandardCharsets.UTF_8);
            properties.load(utf8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
