package org.portalemails.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that people read, and where they stand in the sources: messages, built-in texts, pages of the demo, documents in
 * French, and French in string literals.
 *
 * @param where the file, and the key in it
 * @param language {@code en}, {@code fr}, {@code fr-CA}, or {@code fr-001} where the region is not said
 * @param text what people read; what they do not read (markup, fields, code) is a blank
 */
record Words(String where, Locale language, String text) {
    private static final String CORE = "core/src/main/resources/org/portalemails/";
    /** The language of French words in sources, whose region is not said. */
    private static final Locale ANY_FRENCH = Locale.forLanguageTag("fr-001");

    private static final Pattern LANGUAGE = Pattern.compile("[._](en|fr)(?:[-_](CA))?\\.(?:properties|html)$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u+([0-9a-f]{4})");
    /** Letters and signs of French, and a space before a colon, which English never has. */
    private static final Pattern FRENCH = Pattern.compile("[àâçéèêëîïôûùœÀÂÇÉÈÊ«»]|\\p{L}\\h:");
    /** Merge fields, markup, character references, code in Markdown, and addresses. */
    private static final Pattern UNREAD =
            Pattern.compile("\\{\\{[^}]*}}|</?\\w[^>]*>|&\\w+;|`[^`]*`|\\w+://\\S*|\\b(?:mailto|tel):|\\]\\([^)]*\\)");
    /** One sign in guillemets is named, not used. */
    private static final Pattern NAMED_SIGN = Pattern.compile("«\u00a0[^\\w\\h]\u00a0»");

    static List<Words> all() {
        List<Words> all = new ArrayList<>();
        for (Path file : files(CORE, ".properties")) {
            if (!file.endsWith("html-entities.properties")) {
                messages(all, file, Locale.ENGLISH);
            }
        }
        for (Path file : files(CORE, ".html")) {
            add(all, name(file), language(file, Locale.ENGLISH), Documents.read(file));
        }
        for (Path file : files("examples/demo-erp/src/main/resources/words", ".properties")) {
            messages(all, file, Locale.ENGLISH);
        }
        for (Path file : files("docs/fr", ".md")) {
            add(all, name(file), Locale.CANADA_FRENCH, Documents.read(file));
        }
        for (String module :
                List.of("core", "mail-adapter", "jdbc-adapter", "examples/demo-erp", "examples/quickstart")) {
            for (Path file : files(module + "/src/main/java", ".java")) {
                literals(all, file);
            }
        }
        return all;
    }

    /** The messages of a file by key. */
    static Properties properties(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Documents.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static List<Path> files(String folder, String end) {
        try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Locale language(Path file, Locale byDefault) {
        Matcher language = LANGUAGE.matcher(file.getFileName().toString());
        if (!language.find()) {
            return byDefault;
        }
        return new Locale.Builder()
                .setLanguage(language.group(1))
                .setRegion(language.group(2))
                .build();
    }

    static String name(Path file) {
        return Documents.ROOT.relativize(file).toString();
    }

    boolean isFrench() {
        return language.getLanguage().equals("fr");
    }

    private static void messages(List<Words> all, Path file, Locale byDefault) {
        Properties messages = properties(file);
        for (String key : messages.stringPropertyNames()) {
            add(all, name(file) + " " + key, language(file, byDefault), messages.getProperty(key));
        }
    }

    /** French in a source file is checked by what France and Canada have in common. */
    private static void literals(List<Words> all, Path file) {
        String source = UNICODE_ESCAPE
                .matcher(Documents.read(file))
                .replaceAll(
                        found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
        Matcher literal = LITERAL.matcher(source);
        while (literal.find()) {
            if (FRENCH.matcher(literal.group(1)).find()) {
                add(all, name(file), ANY_FRENCH, literal.group(1).translateEscapes());
            }
        }
    }

    private static void add(List<Words> all, String where, Locale language, String text) {
        all.add(new Words(where, language, read(text)));
    }

    /** A text as it is read. */
    static String read(String text) {
        return NAMED_SIGN.matcher(UNREAD.matcher(text).replaceAll("x")).replaceAll("x");
    }
}
