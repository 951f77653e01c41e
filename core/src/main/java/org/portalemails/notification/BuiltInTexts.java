package org.portalemails.notification;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.portalemails.language.Languages;
import org.portalemails.language.Resources;
import org.portalemails.settings.form.SettingsRules;

/**
 * The texts that apply where nobody wrote one: all mails in English ({@code en}), French ({@code fr}) and Canadian
 * French ({@code fr-CA}). A host may put its own in their place with {@link #with}.
 *
 * <p>Immutable.
 */
public final class BuiltInTexts {
    private static final String TITLE_START = "<title>";
    private static final String TITLE_END = "</title>\n";

    private final Map<NotificationType, Map<Locale, MailText>> texts;

    private BuiltInTexts(Map<NotificationType, Map<Locale, MailText>> texts) {
        this.texts = texts;
    }

    /**
     * Reads the texts that the library brings along.
     *
     * @return the texts
     */
    public static BuiltInTexts load() {
        return Loaded.TEXTS;
    }

    /**
     * The text of a mail.
     *
     * @param type the mail
     * @param reader the reader's language
     * @return the text that serves the reader best; English if there is none in the language
     */
    public MailText text(NotificationType type, Locale reader) {
        Map<Locale, MailText> byLanguage = texts(type);
        Locale language = Languages.best(reader, byLanguage.keySet()).orElse(Locale.ENGLISH);
        return Objects.requireNonNull(byLanguage.get(language), "no built-in text in English");
    }

    /**
     * All texts of a mail.
     *
     * @param type the mail
     * @return by language; English is always there; unmodifiable
     */
    public Map<Locale, MailText> texts(NotificationType type) {
        return Objects.requireNonNull(texts.get(type));
    }

    /**
     * The languages in which every mail has a text.
     *
     * @return at least {@code en}, {@code fr} and {@code fr-CA}, in a stable order; unmodifiable
     */
    public Set<Locale> languages() {
        Set<Locale> common = new TreeSet<>(Languages.ORDER);
        common.addAll(texts(NotificationType.RESET_PASSWORD).keySet());
        texts.values().forEach(byLanguage -> common.retainAll(byLanguage.keySet()));
        return Collections.unmodifiableSet(common);
    }

    /**
     * These texts with one of the host's, in a language that is there already or in another one.
     *
     * @param type the mail, {@link NotificationType#INTERNAL_ACCESS_REQUEST} included
     * @param language the language
     * @param text the text; a host checks it in its own tests with {@link SettingsRules#checkText}
     * @return other texts
     */
    public BuiltInTexts with(NotificationType type, Locale language, MailText text) {
        Map<NotificationType, Map<Locale, MailText>> copy = new EnumMap<>(texts);
        Map<Locale, MailText> byLanguage = new TreeMap<>(Languages.ORDER);
        byLanguage.putAll(texts(type));
        byLanguage.put(Languages.canonical(language), Objects.requireNonNull(text, "text"));
        copy.put(type, Collections.unmodifiableMap(byLanguage));
        return new BuiltInTexts(copy);
    }

    /**
     * What somebody reads to whose address no account belongs. It is none of the mails of an event, and nobody can write it otherwise.
     *
     * @param reader the reader's language
     * @return the text that serves the reader best; English if there is none in the language
     */
    public static MailText noAccount(Locale reader) {
        return one(Loaded.NO_ACCOUNT, reader);
    }

    /**
     * What staff read of mails that failed. It is none of the mails of an event, and nobody can write it otherwise.
     *
     * @param reader the reader's language
     * @return the text that serves the reader best; English if there is none in the language
     */
    public static MailText deliveryReport(Locale reader) {
        return one(Loaded.DELIVERY_REPORT, reader);
    }

    /**
     * What stands below every mail whose sender wrote nothing else: who writes, and whom to ask.
     *
     * @param reader the reader's language
     * @return the source of an HTML text with merge fields of the profile
     */
    public static String signature(Locale reader) {
        return one(Loaded.SIGNATURES, reader);
    }

    /**
     * What stands at the end of every mail whose sender wrote nothing else: why it came.
     *
     * @param reader the reader's language
     * @return the source of an HTML text with merge fields of the profile
     */
    public static String footer(Locale reader) {
        return one(Loaded.FOOTERS, reader);
    }

    private static <T> T one(Map<Locale, T> texts, Locale reader) {
        Locale language = Languages.best(reader, texts.keySet()).orElse(Locale.ENGLISH);
        return Objects.requireNonNull(texts.get(language), "no built-in text in English");
    }

    /** Initialised on first use, by the class loader's lock. */
    private static final class Loaded {
        private static final BuiltInTexts TEXTS = read();
        private static final Map<Locale, MailText> NO_ACCOUNT = read("no-account");
        private static final Map<Locale, MailText> DELIVERY_REPORT = read("delivery-report");
        private static final Map<Locale, String> SIGNATURES = plain("signature");
        private static final Map<Locale, String> FOOTERS = plain("footer");

        private static BuiltInTexts read() {
            Map<NotificationType, Map<Locale, MailText>> texts = new EnumMap<>(NotificationType.class);
            for (NotificationType type : NotificationType.values()) {
                texts.put(type, read(type.code()));
            }
            return new BuiltInTexts(texts);
        }

        private static Map<Locale, MailText> read(String code) {
            return files(code, Loaded::parse);
        }

        private static Map<Locale, String> plain(String code) {
            return files(code, (name, file) -> file.strip());
        }

        private static <T> Map<Locale, T> files(String code, BiFunction<String, String, T> reading) {
            Map<Locale, T> byLanguage = new TreeMap<>(Languages.ORDER);
            for (Locale language : Resources.LANGUAGES) {
                String name = "notification/texts/" + code + "." + language.toLanguageTag() + ".html";
                Resources.read(name).ifPresent(file -> byLanguage.put(language, reading.apply(name, file)));
            }
            return Collections.unmodifiableMap(byLanguage);
        }

        /** The subject between title tags on the first line, then the content as HTML. */
        private static MailText parse(String name, String file) {
            int end = file.indexOf(TITLE_END);
            if (!file.startsWith(TITLE_START) || end < 0) {
                throw new IllegalStateException(name + ": must begin with a title");
            }
            return new MailText(
                    file.substring(TITLE_START.length(), end),
                    file.substring(end + TITLE_END.length()).strip(),
                    ContentFormat.HTML);
        }
    }
}
