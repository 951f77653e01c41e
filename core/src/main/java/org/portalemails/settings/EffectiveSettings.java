package org.portalemails.settings;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.CustomerGroup;
import org.portalemails.language.Languages;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;

/**
 * What applies to a customer group when everything that it inherits is filled in: its own settings over those of its company over the
 * installation default over what is built in. Every value says which level it comes from. The same for a company, or for the
 * installation, where no group is meant.
 *
 * <ul>
 *   <li><b>Addresses and the sender name</b>: the group's, else the company's, else the installation's, else there is none.
 *   <li><b>Switches</b>: a box is ticked or not, never blank. So the settings of the group decide as soon as there are
 *       any; else those of the company do, else the installation default; else every switch is off.
 *   <li><b>Texts</b>: the first level that has the text in the reader's language ({@link Languages#best}). If no
 *       level has, the same with {@link #language()}; at last English, which is always built in.
 * </ul>
 *
 * <p>Immutable.
 */
public final class EffectiveSettings {
    /** Whose settings these are, and by what they are inherited. */
    private final Level nearest;

    private final Map<Level, PortalEmailSettings> levels;
    private final BuiltInTexts builtIn;

    private EffectiveSettings(Level nearest, Map<Level, PortalEmailSettings> levels, BuiltInTexts builtIn) {
        this.nearest = nearest;
        this.levels = levels;
        this.builtIn = Objects.requireNonNull(builtIn, "builtIn");
    }

    /**
     * Lays settings over what they inherit.
     *
     * @param own of the group, company or installation that inherits; {@code null} if it has none, and also for what the others alone
     *     amount to
     * @param inherited what it inherits
     * @param builtIn the built-in texts
     * @return the effective settings
     */
    public static EffectiveSettings of(
            @Nullable PortalEmailSettings own, InheritedSettings inherited, BuiltInTexts builtIn) {
        Map<Level, PortalEmailSettings> levels = new EnumMap<>(Level.class);
        put(levels, Level.COMPANY, inherited.company());
        put(levels, Level.INSTALLATION, inherited.installation());
        put(levels, inherited.heir(), own);
        return new EffectiveSettings(inherited.heir(), levels, builtIn);
    }

    private static void put(
            Map<Level, PortalEmailSettings> levels, Level level, @Nullable PortalEmailSettings settings) {
        if (settings != null) {
            levels.put(level, settings);
        }
    }

    /**
     * Reads what applies to a group.
     *
     * @param store where settings are kept; asked one question
     * @param group the group, whether it has any settings of its own or not
     * @param builtIn the texts that apply where nobody wrote one
     * @return its effective settings
     */
    public static EffectiveSettings read(SettingsStore store, CustomerGroup group, BuiltInTexts builtIn) {
        return ofGroup(group, StoredSettings.settingsOf(store.findAll(owners(group))), builtIn);
    }

    /**
     * Whose settings amount to what applies to a group.
     *
     * @return the group, its company and the installation
     */
    public static List<SettingsOwner> owners(CustomerGroup group) {
        return List.of(
                SettingsOwner.group(group.id()), SettingsOwner.company(group.company()), SettingsOwner.INSTALLATION);
    }

    /**
     * What applies to a group, of settings that were read already.
     *
     * @param group the group
     * @param settings of its {@link #owners}, those who have some
     * @param builtIn the texts that apply where nobody wrote one
     */
    public static EffectiveSettings ofGroup(
            CustomerGroup group, Map<SettingsOwner, PortalEmailSettings> settings, BuiltInTexts builtIn) {
        SettingsOwner own = SettingsOwner.group(group.id());
        return of(settings.get(own), InheritedSettings.of(own, group.company(), settings), builtIn);
    }

    /**
     * A value with the level from which it comes.
     *
     * @param setting which
     * @return empty if no level has it
     */
    public <T> Optional<Sourced<T>> get(Setting<T> setting) {
        for (Map.Entry<Level, PortalEmailSettings> level : levels.entrySet()) {
            Optional<T> value = level.getValue().get(setting);
            if (value.isPresent()) {
                return value.map(found -> new Sourced<>(found, level.getKey()));
            }
        }
        return setting.builtIn().map(value -> new Sourced<>(value, Level.BUILT_IN));
    }

    /**
     * Whether a switch is on.
     *
     * @param one the switch
     * @return with the level that says so
     */
    public Sourced<Boolean> isOn(Switch one) {
        return get(Setting.of(one)).orElseThrow();
    }

    /**
     * From where notifications are sent.
     *
     * @return empty if no level has it; then nothing can be sent
     */
    public Optional<Sourced<EmailAddress>> sendFrom() {
        return get(Setting.SEND_FROM);
    }

    /**
     * Where access requests are sent.
     *
     * @return empty if no level has it; then that mail is skipped
     */
    public Optional<Sourced<EmailAddress>> accessRequestsTo() {
        return get(Setting.ACCESS_REQUESTS_TO);
    }

    /**
     * Where answers go.
     *
     * @return empty if no level has it; then answers go to the sender
     */
    public Optional<Sourced<EmailAddress>> replyTo() {
        return get(Setting.REPLY_TO);
    }

    /**
     * The name shown beside the sender's address.
     *
     * @return empty if no level has it
     */
    public Optional<Sourced<String>> senderName() {
        return get(Setting.SENDER_NAME);
    }

    /**
     * The language for readers in whose language there is no text: the group's, else the company's, else the installation's, else English.
     *
     * @return a language
     */
    public Locale language() {
        return get(Setting.LANGUAGE).orElseThrow().value();
    }

    /**
     * In which languages a mail is written for a reader.
     *
     * @param type the mail
     * @param reader the reader's language
     * @return one or two, in the order in which they stand in the mail; French first where it is required
     */
    public List<Locale> languages(NotificationType type, Locale reader) {
        MailLanguages wanted = get(Setting.MAIL_LANGUAGES).map(Sourced::value).orElse(MailLanguages.RECIPIENT);
        Optional<Locale> second = get(Setting.SECOND_LANGUAGE).map(Sourced::value);
        boolean known = wanted == MailLanguages.RECIPIENT
                || wanted == MailLanguages.BOTH_IF_UNKNOWN
                        && textIn(type, reader, nearest).isPresent();
        if (known || second.isEmpty() || second.get().equals(language())) {
            return List.of(reader);
        }
        boolean frenchFirst = get(Setting.FRENCH_REQUIRED).orElseThrow().value() && !isFrench(language());
        if (!frenchFirst) {
            return List.of(language(), second.get());
        }
        // Another level may have chosen another second language since the group was saved; French is built in.
        return List.of(isFrench(second.get()) ? second.get() : Locale.FRENCH, language());
    }

    private static boolean isFrench(Locale language) {
        return language.getLanguage().equals("fr");
    }

    /**
     * The text of a mail for a reader.
     *
     * @param type the mail
     * @param reader the reader's language
     * @return never missing, since English is built in
     */
    public EffectiveText text(NotificationType type, Locale reader) {
        return text(type, reader, nearest);
    }

    /**
     * The text that would apply if the group (or company, or installation) had none of its own: what "reset to the shared text" brings back.
     *
     * @param type the mail
     * @param reader the reader's language
     * @return from a level above
     */
    public EffectiveText sharedText(NotificationType type, Locale reader) {
        return text(type, reader, nearest.above());
    }

    /**
     * A text that stands in every mail, for a reader.
     *
     * @param what which
     * @param reader the reader's language
     * @return empty if no level has it in a language that the reader reads ({@link Languages#best})
     */
    public Optional<Sourced<String>> brandText(BrandText what, Locale reader) {
        return brandText(what, reader, nearest);
    }

    /**
     * The signature or footer that would apply if the group (or company, or installation) had none of its own.
     *
     * @param what one that {@linkplain BrandText#isShared replaces a shared text}
     * @param reader the reader's language
     * @return from a level above; English, if there is none in a language that the reader reads
     * @throws IllegalArgumentException for an alternative text
     */
    public Sourced<String> sharedBrandText(BrandText what, Locale reader) {
        String builtInText =
                switch (what) {
                    case SIGNATURE -> BuiltInTexts.signature(reader);
                    case FOOTER -> BuiltInTexts.footer(reader);
                    case LOGO_TEXT -> throw new IllegalArgumentException(what.code() + ": nothing is shared");
                };
        return brandText(what, reader, nearest.above()).orElseGet(() -> new Sourced<>(builtInText, Level.BUILT_IN));
    }

    private Optional<Sourced<String>> brandText(BrandText what, Locale reader, Level from) {
        for (Map.Entry<Level, PortalEmailSettings> level : levels.entrySet()) {
            Map<Locale, String> texts = level.getValue().brandTexts(what);
            Optional<Locale> language = Languages.best(reader, texts.keySet());
            if (level.getKey().compareTo(from) >= 0 && language.isPresent()) {
                return Optional.of(new Sourced<>(Objects.requireNonNull(texts.get(language.get())), level.getKey()));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether anything can be sent: there is a sender at some level.
     *
     * @return {@code false} if {@link #sendFrom()} is empty
     */
    public boolean isUsable() {
        return sendFrom().isPresent();
    }

    private EffectiveText text(NotificationType type, Locale reader, Level from) {
        for (Locale wanted : List.of(reader, language(), Locale.ENGLISH)) {
            Optional<EffectiveText> found = textIn(type, wanted, from);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(type.code() + ": no built-in text in English");
    }

    private Optional<EffectiveText> textIn(NotificationType type, Locale wanted, Level from) {
        for (Level level : EnumSet.range(from, Level.BUILT_IN)) {
            Map<Locale, MailText> texts = texts(level, type);
            Set<Locale> languages = texts.keySet();
            Optional<Locale> language = Languages.best(wanted, languages);
            if (language.isPresent()) {
                MailText text = Objects.requireNonNull(texts.get(language.get()));
                return Optional.of(new EffectiveText(text, language.get(), level));
            }
        }
        return Optional.empty();
    }

    private Map<Locale, MailText> texts(Level level, NotificationType type) {
        if (level == Level.BUILT_IN) {
            return builtIn.texts(type);
        }
        PortalEmailSettings settings = levels.get(level);
        return settings == null ? Map.of() : settings.texts(type);
    }

    /**
     * The switches that are on.
     *
     * @return unmodifiable
     */
    public Set<Switch> switchesOn() {
        Set<Switch> on = EnumSet.noneOf(Switch.class);
        for (Switch one : Switch.values()) {
            if (isOn(one).value()) {
                on.add(one);
            }
        }
        return Collections.unmodifiableSet(on);
    }

    /** Which levels there are, and whether they amount to something that can send. */
    @Override
    public String toString() {
        return "EffectiveSettings[of " + nearest.code() + ", from "
                + levels.keySet().stream().map(Level::code).toList() + ", usable=" + isUsable() + "]";
    }
}
