package org.portalemails.settings;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.Fingerprint;
import org.portalemails.language.Languages;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.Switch;
import org.portalemails.settings.form.SettingsForm;

/**
 * Everything on the <em>Portal Emails</em> screen of one customer group, or of the installation default: two addresses,
 * three switches, six subject and content pairs, and what we add to them (languages, a Reply-To, a sender name).
 *
 * <p>Immutable and always whole; {@code with…} methods return another one. A blank value means "use the shared one": see
 * {@link EffectiveSettings}. What a person types comes in through {@link SettingsForm} only.
 */
public final class PortalEmailSettings {
    private static final PortalEmailSettings BLANK = builder().build();

    private final Map<Setting<?>, Object> values;
    private final Map<NotificationType, Map<Locale, MailText>> texts;
    private final Map<NotificationType, Map<Locale, String>> basedOn;
    private final Map<BrandText, Map<Locale, String>> brandTexts;
    private final Map<BrandText, Map<Locale, String>> brandBasedOn;

    private PortalEmailSettings(Builder builder) {
        this.values = Map.copyOf(builder.values);
        this.texts = copy(NotificationType.class, builder.texts);
        this.basedOn = copy(NotificationType.class, builder.basedOn);
        this.brandTexts = copy(BrandText.class, builder.brandTexts);
        this.brandBasedOn = copy(BrandText.class, builder.brandBasedOn);
    }

    private static <K extends Enum<K>, T> Map<K, Map<Locale, T>> copy(Class<K> keys, Map<K, Map<Locale, T>> original) {
        Map<K, Map<Locale, T>> copy = new EnumMap<>(keys);
        original.forEach((type, byLanguage) -> {
            if (!byLanguage.isEmpty()) {
                Map<Locale, T> languages = new TreeMap<>(Languages.ORDER);
                languages.putAll(byLanguage);
                copy.put(type, Collections.unmodifiableMap(languages));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Settings in which nothing is filled in: everything is inherited, every switch is off, the language is English.
     *
     * @return the blank settings
     */
    public static PortalEmailSettings blank() {
        return BLANK;
    }

    /** Starts from blank settings. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these settings.
     *
     * @return a builder that, untouched, builds an equal object
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.values.putAll(values);
        texts.forEach((type, byLanguage) -> byLanguage.forEach((lang, text) -> builder.text(type, lang, text)));
        basedOn.forEach((type, byLanguage) -> byLanguage.forEach((lang, mark) -> builder.basedOn(type, lang, mark)));
        brandTexts.forEach(
                (what, byLanguage) -> byLanguage.forEach((lang, text) -> builder.brandText(what, lang, text)));
        brandBasedOn.forEach(
                (what, byLanguage) -> byLanguage.forEach((lang, mark) -> builder.basedOn(what, lang, mark)));
        return builder;
    }

    /**
     * A value of these settings.
     *
     * @return empty: inherited; never so for one that is {@linkplain Setting#builtIn() built in}
     */
    public <T> Optional<T> get(Setting<T> setting) {
        return Optional.ofNullable(setting.type().cast(values.get(setting))).or(setting::builtIn);
    }

    /** Whether a switch is on. */
    public boolean isOn(Switch one) {
        return get(Setting.of(one)).orElse(false);
    }

    /**
     * <em>Send Access Request Email Messages To</em>.
     *
     * @return empty: inherited
     */
    public Optional<EmailAddress> accessRequestsTo() {
        return get(Setting.ACCESS_REQUESTS_TO);
    }

    /**
     * <em>Send Email Messages From</em>.
     *
     * @return empty: inherited
     */
    public Optional<EmailAddress> sendFrom() {
        return get(Setting.SEND_FROM);
    }

    /**
     * The name shown beside the sender's address.
     *
     * @return empty: inherited
     */
    public Optional<String> senderName() {
        return get(Setting.SENDER_NAME);
    }

    /**
     * Where answers go, if not to the sender.
     *
     * @return empty: inherited
     */
    public Optional<EmailAddress> replyTo() {
        return get(Setting.REPLY_TO);
    }

    /**
     * The language of the 17 fields, and of recipients for whose language there is no text.
     *
     * @return a language the built-in texts know or one for which the group has texts
     */
    public Locale language() {
        return get(Setting.LANGUAGE).orElseThrow();
    }

    /**
     * Whether these settings cannot be saved with a text that has no French variant.
     *
     * @return {@code false} unless marked so
     */
    public boolean frenchRequired() {
        return get(Setting.FRENCH_REQUIRED).orElseThrow();
    }

    /**
     * The text of one mail in exactly one language.
     *
     * @param language the language, matched exactly
     * @return empty: the shared text is used
     */
    public Optional<MailText> text(NotificationType type, Locale language) {
        return Optional.ofNullable(texts(type).get(language));
    }

    /**
     * All texts of one mail.
     *
     * @return by language, in a stable order; unmodifiable, empty if the shared text is used in every language
     */
    public Map<Locale, MailText> texts(NotificationType type) {
        return texts.getOrDefault(type, Map.of());
    }

    /**
     * All texts of all mails.
     *
     * @return only mails that have one; in the order of the screen; unmodifiable
     */
    public Map<NotificationType, Map<Locale, MailText>> texts() {
        return texts;
    }

    /**
     * Which shared text an own text replaced when it was written, so that {@link TextDrift} can tell when the shared one
     * has changed since.
     *
     * @param language the language of the own text, matched exactly
     * @return the {@linkplain MailText#fingerprint() fingerprint} of the shared text; empty if there is no own text, or
     *     it is not known
     */
    public Optional<String> basedOn(NotificationType type, Locale language) {
        return Optional.ofNullable(basedOn.getOrDefault(type, Map.of()).get(language));
    }

    /**
     * A text that stands in every mail.
     *
     * @return by language, in a stable order; unmodifiable, empty if it is inherited in every language
     */
    public Map<Locale, String> brandTexts(BrandText what) {
        return brandTexts.getOrDefault(what, Map.of());
    }

    /**
     * Which shared text an own one replaced when it was written, as {@link #basedOn(NotificationType, Locale)}.
     *
     * @param language the language of the own text, matched exactly
     * @return the {@linkplain BrandText#fingerprint fingerprint} of the shared text; empty if there is no own text, or it is
     *     not known
     */
    public Optional<String> basedOn(BrandText what, Locale language) {
        return Optional.ofNullable(brandBasedOn.getOrDefault(what, Map.of()).get(language));
    }

    /**
     * These settings with another text.
     *
     * @param text the text, or {@code null} to use the shared text again
     */
    public PortalEmailSettings withText(NotificationType type, Locale language, @Nullable MailText text) {
        return toBuilder().text(type, language, text).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PortalEmailSettings that
                && values.equals(that.values)
                && texts.equals(that.texts)
                && basedOn.equals(that.basedOn)
                && brandTexts.equals(that.brandTexts)
                && brandBasedOn.equals(that.brandBasedOn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, texts, basedOn, brandTexts, brandBasedOn);
    }

    /** Shows switches and which texts there are; no address and no text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("PortalEmailSettings[language=")
                .append(language().toLanguageTag())
                .append(", on=")
                .append(Stream.of(Switch.values())
                        .filter(this::isOn)
                        .map(Switch::code)
                        .toList())
                .append(", texts=[");
        String separator = "";
        for (Map.Entry<NotificationType, Map<Locale, MailText>> entry : texts.entrySet()) {
            for (Locale lang : entry.getValue().keySet()) {
                text.append(separator).append(entry.getKey().code()).append('/').append(lang.toLanguageTag());
                separator = ", ";
            }
        }
        return text.append("]]").toString();
    }

    /** Collects values; nothing is checked before {@link #build()}. Not for use by several threads at once. */
    public static final class Builder {
        private final Map<Setting<?>, Object> values = new HashMap<>();
        private final Map<NotificationType, Map<Locale, MailText>> texts = new EnumMap<>(NotificationType.class);
        private final Map<NotificationType, Map<Locale, String>> basedOn = new EnumMap<>(NotificationType.class);
        private final Map<BrandText, Map<Locale, String>> brandTexts = new EnumMap<>(BrandText.class);
        private final Map<BrandText, Map<Locale, String>> brandBasedOn = new EnumMap<>(BrandText.class);

        private Builder() {}

        /**
         * Sets a value.
         *
         * @param value the value, or {@code null} for what is built in, or inherited where nothing is
         * @throws IllegalArgumentException if it is no value of the setting
         */
        public <T> Builder set(Setting<T> setting, @Nullable T value) {
            T kept = setting.checked(value);
            // What is built in is not kept: equal settings are equal however they came about.
            if (kept == null || setting.builtIn().filter(kept::equals).isPresent()) {
                values.remove(setting);
            } else {
                values.put(setting, kept);
            }
            return this;
        }

        /** Turns a switch on or off. */
        public Builder turn(Switch one, boolean on) {
            return set(Setting.of(one), on);
        }

        /**
         * Sets <em>Send Access Request Email Messages To</em>.
         *
         * @param address the address, or {@code null} to inherit it
         */
        public Builder accessRequestsTo(@Nullable EmailAddress address) {
            return set(Setting.ACCESS_REQUESTS_TO, address);
        }

        /**
         * Sets <em>Send Email Messages From</em>.
         *
         * @param address the address, or {@code null} to inherit it
         */
        public Builder sendFrom(@Nullable EmailAddress address) {
            return set(Setting.SEND_FROM, address);
        }

        /**
         * Sets the name shown beside the sender's address.
         *
         * @param name one line of at most 100 characters, or {@code null} or blank to inherit it
         * @throws IllegalArgumentException if it is too long, or holds control characters or half a surrogate pair
         */
        public Builder senderName(@Nullable String name) {
            return set(Setting.SENDER_NAME, name);
        }

        /**
         * Sets where answers go.
         *
         * @param address the address, or {@code null} to inherit it
         */
        public Builder replyTo(@Nullable EmailAddress address) {
            return set(Setting.REPLY_TO, address);
        }

        /**
         * Sets the language of the 17 fields.
         *
         * @param language a language, optionally with a region
         */
        public Builder language(Locale language) {
            return set(Setting.LANGUAGE, language);
        }

        /** Marks the settings so that every text needs a French variant. */
        public Builder frenchRequired(boolean required) {
            return set(Setting.FRENCH_REQUIRED, required);
        }

        /**
         * Sets or removes a text. What it is {@linkplain #basedOn(NotificationType, Locale, String) based on} is forgotten.
         *
         * @param type a mail that stands on the screen
         * @param text the text, or {@code null} to use the shared one
         * @throws IllegalArgumentException if the screen has no text for {@code type}
         */
        public Builder text(NotificationType type, Locale language, @Nullable MailText text) {
            if (!type.isOnScreen()) {
                throw new IllegalArgumentException(type.code() + ": this mail has no text on the screen");
            }
            Locale key = Languages.canonical(language);
            Map<Locale, MailText> byLanguage = texts.computeIfAbsent(type, ignored -> new TreeMap<>(Languages.ORDER));
            if (text == null) {
                byLanguage.remove(key);
            } else {
                byLanguage.put(key, text);
            }
            basedOn.getOrDefault(type, new TreeMap<>(Languages.ORDER)).remove(key);
            return this;
        }

        /**
         * Notes which shared text an own text replaces. Call it after {@link #text}.
         *
         * @param type a mail that has an own text in this language
         * @param fingerprint the {@linkplain MailText#fingerprint() fingerprint} of the shared text
         * @throws IllegalArgumentException if there is no own text, or this is no fingerprint
         */
        public Builder basedOn(NotificationType type, Locale language, String fingerprint) {
            Locale key = Languages.canonical(language);
            if (!texts.getOrDefault(type, Map.of()).containsKey(key)) {
                throw new IllegalArgumentException(type.code() + ": basedOn needs a text in this language");
            }
            requireFingerprint(fingerprint);
            basedOn.computeIfAbsent(type, ignored -> new TreeMap<>(Languages.ORDER))
                    .put(key, fingerprint);
            return this;
        }

        private static void requireFingerprint(String fingerprint) {
            if (!Fingerprint.isOne(fingerprint)) {
                throw new IllegalArgumentException("basedOn: 16 hexadecimal digits");
            }
        }

        /**
         * Sets or removes a text that stands in every mail. What it is {@linkplain #basedOn(BrandText, Locale, String) based on} is
         * forgotten.
         *
         * @param text the text, or {@code null} or blank to inherit it
         * @throws IllegalArgumentException if it is longer than {@link BrandText#maxLength()}
         */
        public Builder brandText(BrandText what, Locale language, @Nullable String text) {
            Locale key = Languages.canonical(language);
            Map<Locale, String> byLanguage =
                    brandTexts.computeIfAbsent(what, ignored -> new TreeMap<>(Languages.ORDER));
            brandBasedOn.getOrDefault(what, new TreeMap<>(Languages.ORDER)).remove(key);
            if (text == null || !VisibleText.isIn(text)) {
                byLanguage.remove(key);
                return this;
            }
            if (text.length() > what.maxLength()) {
                throw new IllegalArgumentException(what.code() + ": at most " + what.maxLength() + " characters");
            }
            byLanguage.put(key, MailText.unixLines(text));
            return this;
        }

        /**
         * Notes which shared text an own one replaces. Call it after {@link #brandText}.
         *
         * @param what one that {@linkplain BrandText#isShared replaces a shared text}, and that has an own text in this language
         * @param fingerprint the {@linkplain BrandText#fingerprint fingerprint} of the shared text
         * @throws IllegalArgumentException if there is no own text, or this is no fingerprint
         */
        public Builder basedOn(BrandText what, Locale language, String fingerprint) {
            Locale key = Languages.canonical(language);
            if (!what.isShared() || !brandTexts.getOrDefault(what, Map.of()).containsKey(key)) {
                throw new IllegalArgumentException(what.code() + ": basedOn needs a text in this language");
            }
            requireFingerprint(fingerprint);
            brandBasedOn
                    .computeIfAbsent(what, ignored -> new TreeMap<>(Languages.ORDER))
                    .put(key, fingerprint);
            return this;
        }

        /**
         * Builds the settings.
         *
         * @return immutable settings; this builder may go on being used
         */
        public PortalEmailSettings build() {
            return new PortalEmailSettings(this);
        }
    }
}
