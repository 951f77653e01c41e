package org.portalemails.language;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of the library in one language, from {@code messages.*.properties} beside this class: one file for each language, which
 * holds what is said otherwise than in the next wider one ({@code fr-CA}, {@code fr}, {@code en}).
 *
 * <p>Neither a {@link java.util.ResourceBundle}, which asks the default locale of the virtual machine before it falls back to English,
 * nor a {@link java.text.MessageFormat}, whose quotation mark is the French apostrophe. Immutable.
 */
public final class Messages {
    private static final Map<Locale, Messages> ALL = read();

    private final Locale language;
    private final Map<String, String> patterns;

    private Messages(Locale language, Map<String, String> patterns) {
        this.language = language;
        this.patterns = patterns;
    }

    /**
     * The words that serve a reader best.
     *
     * @param reader any locale
     * @return English if there are none in the reader's language
     */
    public static Messages in(Locale reader) {
        Locale language = Languages.best(reader, ALL.keySet()).orElse(Locale.ENGLISH);
        return Objects.requireNonNull(ALL.get(language));
    }

    /**
     * Whether there are words for a code.
     *
     * @param code such as {@code address.empty}
     * @return whether
     */
    public boolean has(String code) {
        return patterns.containsKey(code);
    }

    /**
     * All codes there are words for.
     *
     * @return in no order
     */
    public Stream<String> codes() {
        return patterns.keySet().stream();
    }

    /**
     * The words for a code with their places for arguments, such as {@code [count]}: for whoever fills them in elsewhere.
     *
     * @param code such as {@code screen.saved}
     * @return the code itself if there are none
     */
    public String pattern(String code) {
        return patterns.getOrDefault(code, code);
    }

    /**
     * The words for a code that takes no arguments.
     *
     * @param code such as {@code address.empty}
     * @return the code itself if there are none
     */
    public String text(String code) {
        return text(code, Map.of());
    }

    /**
     * The words for a code.
     *
     * @param code such as {@code template.too-long}
     * @param arguments by the names that stand in brackets; {@code mails} holds codes of mails, between commas, which are named in the
     *     reader's language; {@code suggestions} are joined with "or"; what is said otherwise in each language is given as {@code label.en}, {@code label.fr}
     * @return the code itself if there are none; {@code …} for an argument that is not given
     */
    public String text(String code, Map<String, String> arguments) {
        String pattern = patterns.getOrDefault(code, code);
        StringBuilder out = new StringBuilder(pattern.length() + 32);
        int from = 0;
        for (int open = pattern.indexOf('['); open >= 0; open = pattern.indexOf('[', from)) {
            int close = pattern.indexOf(']', open);
            if (close < 0) {
                break;
            }
            out.append(pattern, from, open).append(argument(pattern.substring(open + 1, close), arguments));
            from = close + 1;
        }
        return out.append(pattern, from, pattern.length()).toString();
    }

    private String argument(String name, Map<String, String> arguments) {
        String value = arguments.get(name);
        if (value == null) {
            return inLanguage(name + ".", arguments)
                    .orElse(name.equals("label") ? arguments.getOrDefault("field", "…") : "…");
        }
        int last = name.equals("suggestions") ? value.lastIndexOf(", ") : -1;
        if (last >= 0) {
            return value.substring(0, last) + " " + text("or") + " " + value.substring(last + 2);
        }
        return name.equals("mails")
                ? Stream.of(value.split(",")).map(mail -> text("mail." + mail)).collect(Collectors.joining(", "))
                : value;
    }

    private Optional<String> inLanguage(String prefix, Map<String, String> arguments) {
        Map<Locale, String> variants = new HashMap<>();
        arguments.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                variants.put(Locale.forLanguageTag(name.substring(prefix.length())), value);
            }
        });
        return Languages.best(language, variants.keySet())
                .or(() -> Languages.best(Locale.ENGLISH, variants.keySet()))
                .map(variants::get);
    }

    private static Map<Locale, Messages> read() {
        Map<Locale, Messages> all = new HashMap<>();
        for (Locale language : Resources.LANGUAGES) {
            Map<String, String> patterns = new HashMap<>(Languages.best(language, all.keySet())
                    .or(() -> Languages.best(Locale.ENGLISH, all.keySet()))
                    .map(wider -> Objects.requireNonNull(all.get(wider)).patterns)
                    .orElse(Map.of()));
            Resources.read("language/messages." + language.toLanguageTag() + ".properties")
                    .map(Messages::parse)
                    .ifPresent(own -> own.forEach((code, pattern) -> patterns.put((String) code, (String) pattern)));
            all.put(language, new Messages(language, Map.copyOf(patterns)));
        }
        return Map.copyOf(all);
    }

    private static Properties parse(String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
