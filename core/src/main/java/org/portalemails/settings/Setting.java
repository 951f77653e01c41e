package org.portalemails.settings;

import java.util.EnumMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.EmailAddressException;
import org.portalemails.language.Languages;
import org.portalemails.language.Messages;
import org.portalemails.language.UnsafeCharacters;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.BrandImage;
import org.portalemails.notification.Switch;

/**
 * A value of the screen, besides the texts. Each is declared here once: its name is its property in a form, its key in a settings file
 * and its name in the history; its kind says what may be typed; whether it is {@linkplain #builtIn() built in} says whether an owner
 * may leave it to the next level.
 *
 * @param <T> what it holds
 */
public final class Setting<T> {
    /** <em>Send Access Request Email Messages To</em>. */
    public static final Setting<EmailAddress> ACCESS_REQUESTS_TO = address("accessRequestsTo");
    /** <em>Send Email Messages From</em>. */
    public static final Setting<EmailAddress> SEND_FROM = address("sendFrom");
    /** The name shown beside the sender's address: one line of at most 100 characters. */
    public static final Setting<String> SENDER_NAME =
            new Setting<>("senderName", String.class, null, Setting::senderName, name -> name);
    /** Where answers go, if not to the sender. */
    public static final Setting<EmailAddress> REPLY_TO = address("replyTo");
    /** The internal address that is told, at most once an hour, of mails that failed or came back; nobody is, unless it is set. */
    public static final Setting<EmailAddress> FAILURES_TO = address("failuresTo");
    /** The language of the 17 fields, and of recipients for whose language there is no text. */
    public static final Setting<Locale> LANGUAGE =
            new Setting<>("language", Locale.class, Locale.ENGLISH, Setting::language, Locale::toLanguageTag);
    /** Whether settings cannot be saved with a text that has no French variant. */
    public static final Setting<Boolean> FRENCH_REQUIRED = flag("frenchRequired");

    /** The logo at the top of every mail. */
    public static final Setting<BrandImage> LOGO = image("logo");
    /** The logo where a reader's program shows mails on a dark background, if it is another one. */
    public static final Setting<BrandImage> DARK_LOGO = image("darkLogo");
    /** The colour of buttons and links. */
    public static final Setting<AccentColour> ACCENT_COLOUR =
            new Setting<>("accentColour", AccentColour.class, null, Setting::accentColour, AccentColour::hex);
    /** Whether mails have a frame: logo, title, signature and footer around the content. On, where nobody says otherwise. */
    public static final Setting<Boolean> LAYOUT =
            new Setting<>("layout", Boolean.class, null, Setting::yesOrNo, String::valueOf);

    /** In how many languages a mail is written: in the reader's, where nobody says otherwise. */
    public static final Setting<MailLanguages> MAIL_LANGUAGES =
            new Setting<>("mailLanguages", MailLanguages.class, null, MailLanguages::parse, MailLanguages::code);
    /** The other language of a mail that is written in two; the first one is {@link #LANGUAGE}, but French comes first where required. */
    public static final Setting<Locale> SECOND_LANGUAGE =
            new Setting<>("secondLanguage", Locale.class, null, Setting::language, Locale::toLanguageTag);

    private static final Map<Switch, Setting<Boolean>> SWITCHES = new EnumMap<>(
            Stream.of(Switch.values()).collect(Collectors.toMap(Function.identity(), one -> flag(one.code()))));

    private static final List<Setting<?>> ALL = Stream.<Setting<?>>concat(
                    Stream.of(
                            ACCESS_REQUESTS_TO,
                            SEND_FROM,
                            SENDER_NAME,
                            REPLY_TO,
                            FAILURES_TO,
                            LANGUAGE,
                            FRENCH_REQUIRED),
                    Stream.concat(
                            SWITCHES.values().stream(),
                            Stream.of(LAYOUT, ACCENT_COLOUR, LOGO, DARK_LOGO, MAIL_LANGUAGES, SECOND_LANGUAGE)))
            .toList();

    private static final List<Setting<?>> LOOK =
            List.of(LAYOUT, ACCENT_COLOUR, LOGO, DARK_LOGO, MAIL_LANGUAGES, SECOND_LANGUAGE);

    private final String name;
    private final Class<T> type;
    private final @Nullable T builtIn;
    private final Function<String, T> parser;
    private final Function<T, String> writer;

    private Setting(
            String name, Class<T> type, @Nullable T builtIn, Function<String, T> parser, Function<T, String> writer) {
        this.name = name;
        this.type = type;
        this.builtIn = builtIn;
        this.parser = parser;
        this.writer = writer;
    }

    private static Setting<EmailAddress> address(String name) {
        return new Setting<>(name, EmailAddress.class, null, Setting::emailAddress, EmailAddress::value);
    }

    private static Setting<Boolean> flag(String name) {
        return new Setting<>(name, Boolean.class, false, Boolean::valueOf, String::valueOf);
    }

    private static Setting<BrandImage> image(String name) {
        return new Setting<>(name, BrandImage.class, null, Setting::brandImage, BrandImage::write);
    }

    private static BrandImage brandImage(String typed) {
        try {
            return BrandImage.parse(typed);
        } catch (BrandImage.Refused e) {
            throw new RefusedSettingException(
                    e.code(),
                    Map.of(
                            "max",
                            String.valueOf(BrandImage.MAX_BYTES / 1024),
                            "pixels",
                            String.valueOf(BrandImage.MAX_SIDE),
                            "least",
                            String.valueOf(BrandImage.MIN_SIDE)));
        }
    }

    private static AccentColour accentColour(String typed) {
        AccentColour colour;
        try {
            colour = AccentColour.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new RefusedSettingException("brand.color-refused");
        }
        if (!colour.isReadable()) {
            throw new RefusedSettingException(
                    "brand.color-hard-to-read",
                    Map.of("nearest", colour.nearest().hex()));
        }
        return colour;
    }

    private static boolean yesOrNo(String typed) {
        String word = typed.strip();
        if (!word.equals("true") && !word.equals("false")) {
            throw new RefusedSettingException("settings.yes-or-no");
        }
        return word.equals("true");
    }

    private static EmailAddress emailAddress(String typed) {
        try {
            return EmailAddress.pasted(typed);
        } catch (EmailAddressException e) {
            throw new RefusedSettingException(e.rule().code());
        }
    }

    private static String senderName(String typed) {
        String name = typed.strip();
        if (name.length() > 100 || UnsafeCharacters.first(name, false) >= 0) {
            throw new RefusedSettingException("settings.sender-name-refused");
        }
        return name;
    }

    /** Takes {@code fr-CA}, and {@code fr_CA} as Java prints it. */
    private static Locale language(String typed) {
        try {
            Locale locale = new Locale.Builder()
                    .setLanguageTag(typed.strip().replace('_', '-'))
                    .build();
            if (Languages.isLanguage(locale) && locale.equals(Languages.canonical(locale))) {
                return locale;
            }
        } catch (IllformedLocaleException e) {
            // Refused below, like everything that is no language.
        }
        throw new RefusedSettingException("settings.language-unknown");
    }

    /**
     * All of them.
     *
     * @return in the order of the screen; unmodifiable
     */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /**
     * Those of {@link #all()} that say how mails look.
     *
     * @return unmodifiable
     */
    public static List<Setting<?>> look() {
        return LOOK;
    }

    /**
     * The value of a switch.
     *
     * @param one the switch
     * @return one of {@link #all()}
     */
    public static Setting<Boolean> of(Switch one) {
        return Objects.requireNonNull(SWITCHES.get(one));
    }

    /**
     * Its name in forms, files and the history.
     *
     * @return ASCII letters
     */
    public String name() {
        return name;
    }

    /**
     * What people call it.
     *
     * @param reader the reader's language
     * @return English if there are no words in the reader's language
     */
    public String label(Locale reader) {
        return Messages.in(reader).text("property." + name);
    }

    /**
     * What it holds.
     *
     * @return the class of its values
     */
    public Class<T> type() {
        return type;
    }

    /**
     * What it is where nobody says anything.
     *
     * @return empty for a value that an owner may leave to the next level; one that is built in counts as the owner's own from the first
     *     save on
     */
    public Optional<T> builtIn() {
        return Optional.ofNullable(builtIn);
    }

    /**
     * Reads what somebody typed.
     *
     * @param typed any text
     * @return empty if it shows nothing and may be left to the next level
     * @throws RefusedSettingException if it is no value of this setting
     */
    public Optional<T> parse(String typed) {
        return builtIn == null && !VisibleText.isIn(typed) ? Optional.empty() : Optional.of(parser.apply(typed));
    }

    /**
     * Writes a value so that {@link #parse} reads it.
     *
     * @param value a value
     * @return one line
     */
    public String write(T value) {
        return writer.apply(value);
    }

    /**
     * A value for people who read the history.
     *
     * @param value a value
     * @return as {@link #write}; of an image, its kind and size
     */
    public String describe(T value) {
        return value instanceof BrandImage image ? image.toString() : write(value);
    }

    /** The value as it is kept: what a host's code gives obeys the same rule as what a person types. */
    @Nullable
    T checked(@Nullable T value) {
        if (value instanceof Locale locale) {
            return type.cast(Languages.canonical(locale));
        }
        if (value instanceof AccentColour colour) {
            return type.cast(accentColour(colour.hex()));
        }
        return value instanceof String text ? parse(text).orElse(null) : value;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
