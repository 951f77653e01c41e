package org.portalemails.settings;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.Languages;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;

/**
 * What applies to a customer group when everything that it inherits is filled in: its own settings over the company-wide
 * default over what is built in. Every value says which level it comes from.
 *
 * <ul>
 *   <li><b>Addresses and the sender name</b>: the group's, else the company-wide one, else there is none.
 *   <li><b>Switches</b>: a box is ticked or not, never blank. So the settings of the group decide as soon as there are
 *       any; else the company-wide default does; else every switch is off.
 *   <li><b>Texts</b>: the first level that has the text in the reader's language ({@link Languages#best}). If no
 *       level has, the same with {@link #language()}; at last English, which is always built in.
 * </ul>
 *
 * <p>Immutable.
 */
public final class EffectiveSettings {
    private final @Nullable PortalEmailSettings group;
    private final @Nullable PortalEmailSettings companyWide;
    private final BuiltInTexts builtIn;

    private EffectiveSettings(
            @Nullable PortalEmailSettings group, @Nullable PortalEmailSettings companyWide, BuiltInTexts builtIn) {
        this.group = group;
        this.companyWide = companyWide;
        this.builtIn = Objects.requireNonNull(builtIn, "builtIn");
    }

    /**
     * Lays the levels over each other.
     *
     * @param group the group's own settings, or {@code null} if it has none; {@code null} also for what the company-wide
     *     default alone amounts to
     * @param companyWide the company-wide default, or {@code null} if there is none
     * @param builtIn the built-in texts
     * @return the effective settings
     */
    public static EffectiveSettings of(
            @Nullable PortalEmailSettings group, @Nullable PortalEmailSettings companyWide, BuiltInTexts builtIn) {
        return new EffectiveSettings(group, companyWide, builtIn);
    }

    /**
     * Reads what applies to a group.
     *
     * @param store where settings are kept
     * @param group the group, whether it has any settings of its own or not
     * @param builtIn the texts that apply where nobody wrote one
     * @return its effective settings
     */
    public static EffectiveSettings read(SettingsStore store, CustomerGroupId group, BuiltInTexts builtIn) {
        SettingsOwner own = SettingsOwner.group(group);
        Map<SettingsOwner, StoredSettings> found = store.findAll(List.of(own, SettingsOwner.COMPANY_WIDE));
        StoredSettings ofGroup = found.get(own);
        StoredSettings companyWide = found.get(SettingsOwner.COMPANY_WIDE);
        return of(
                ofGroup == null ? null : ofGroup.settings(),
                companyWide == null ? null : companyWide.settings(),
                builtIn);
    }

    /**
     * A value with the level from which it comes.
     *
     * @param setting which
     * @return empty if no level has it
     */
    public <T> Optional<Sourced<T>> get(Setting<T> setting) {
        Optional<Sourced<T>> own = at(Level.GROUP, group, setting);
        return own.or(() -> at(Level.COMPANY_WIDE, companyWide, setting))
                .or(() -> setting.builtIn().map(value -> new Sourced<>(value, Level.BUILT_IN)));
    }

    private static <T> Optional<Sourced<T>> at(
            Level level, @Nullable PortalEmailSettings settings, Setting<T> setting) {
        return settings == null ? Optional.empty() : settings.get(setting).map(value -> new Sourced<>(value, level));
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
     * The language for readers in whose language there is no text: the group's, else the company-wide one, else English.
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
                        && textIn(type, reader, Level.GROUP).isPresent();
        if (known || second.isEmpty() || second.get().equals(language())) {
            return List.of(reader);
        }
        boolean frenchFirst = get(Setting.FRENCH_REQUIRED).orElseThrow().value() && !isFrench(language());
        if (!frenchFirst) {
            return List.of(language(), second.get());
        }
        // The company may have chosen another second language since the group was saved; French is built in.
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
        return text(type, reader, Level.GROUP);
    }

    /**
     * The text that would apply if the group had none of its own: what "reset to the shared text" brings back.
     *
     * @param type the mail
     * @param reader the reader's language
     * @return from {@link Level#COMPANY_WIDE} or {@link Level#BUILT_IN}
     */
    public EffectiveText sharedText(NotificationType type, Locale reader) {
        return text(type, reader, Level.COMPANY_WIDE);
    }

    /**
     * A text that stands in every mail, for a reader.
     *
     * @param what which
     * @param reader the reader's language
     * @return empty if no level has it in a language that the reader reads ({@link Languages#best})
     */
    public Optional<Sourced<String>> brandText(BrandText what, Locale reader) {
        return brandText(Level.GROUP, group, what, reader)
                .or(() -> brandText(Level.COMPANY_WIDE, companyWide, what, reader));
    }

    /**
     * The signature or footer that would apply if the group had none of its own.
     *
     * @param what one that {@linkplain BrandText#isShared replaces a shared text}
     * @param reader the reader's language
     * @return from {@link Level#COMPANY_WIDE} or {@link Level#BUILT_IN}; English, if there is none in a language that the reader reads
     * @throws IllegalArgumentException for an alternative text
     */
    public Sourced<String> sharedBrandText(BrandText what, Locale reader) {
        String builtInText =
                switch (what) {
                    case SIGNATURE -> BuiltInTexts.signature(reader);
                    case FOOTER -> BuiltInTexts.footer(reader);
                    case LOGO_TEXT -> throw new IllegalArgumentException(what.code() + ": nothing is shared");
                };
        return brandText(Level.COMPANY_WIDE, companyWide, what, reader)
                .orElseGet(() -> new Sourced<>(builtInText, Level.BUILT_IN));
    }

    private static Optional<Sourced<String>> brandText(
            Level level, @Nullable PortalEmailSettings settings, BrandText what, Locale reader) {
        Map<Locale, String> texts = settings == null ? Map.of() : settings.brandTexts(what);
        return Languages.best(reader, texts.keySet())
                .map(language -> new Sourced<>(Objects.requireNonNull(texts.get(language)), level));
    }

    /**
     * Whether anything can be sent: there is a sender at some level.
     *
     * @return {@code false} if {@link #sendFrom()} is empty
     */
    public boolean isUsable() {
        return sendFrom().isPresent();
    }

    private EffectiveText text(NotificationType type, Locale reader, Level nearest) {
        for (Locale wanted : List.of(reader, language(), Locale.ENGLISH)) {
            Optional<EffectiveText> found = textIn(type, wanted, nearest);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(type.code() + ": no built-in text in English");
    }

    private Optional<EffectiveText> textIn(NotificationType type, Locale wanted, Level nearest) {
        for (Level level : EnumSet.range(nearest, Level.BUILT_IN)) {
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
        return switch (level) {
            case GROUP -> group == null ? Map.of() : group.texts(type);
            case COMPANY_WIDE -> companyWide == null ? Map.of() : companyWide.texts(type);
            case BUILT_IN -> builtIn.texts(type);
        };
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
        return "EffectiveSettings[group=" + (group != null) + ", companyWide=" + (companyWide != null) + ", usable="
                + isUsable() + "]";
    }
}
