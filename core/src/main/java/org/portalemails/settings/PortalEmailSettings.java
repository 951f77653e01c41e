package org.portalemails.settings;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.Languages;
import org.portalemails.language.UnsafeCharacters;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.form.SettingsForm;

/**
 * Everything on the <em>Portal Emails</em> screen of one customer group, or of the company-wide default: two addresses,
 * three switches, six subject and content pairs, and what we add to them (languages, a Reply-To, a sender name).
 *
 * <p>Immutable and always whole; {@code with…} methods return another one. A blank value means "use the shared one": see
 * {@link EffectiveSettings}. What a person types comes in through {@link SettingsForm} only.
 */
public final class PortalEmailSettings {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
    private static final PortalEmailSettings BLANK = builder().build();

    private final @Nullable EmailAddress accessRequestsTo;
    private final @Nullable EmailAddress sendFrom;
    private final @Nullable String senderName;
    private final @Nullable EmailAddress replyTo;
    private final Locale language;
    private final boolean frenchRequired;
    private final boolean mailCustomersWhoDidNotAsk;
    private final boolean notifyNewPrimaryContact;
    private final boolean notifyOldPrimaryContact;
    private final Map<NotificationType, Map<Locale, MailText>> texts;
    private final Map<NotificationType, Map<Locale, String>> basedOn;

    private PortalEmailSettings(Builder builder) {
        this.accessRequestsTo = builder.accessRequestsTo;
        this.sendFrom = builder.sendFrom;
        this.senderName = builder.senderName;
        this.replyTo = builder.replyTo;
        this.language = builder.language;
        this.frenchRequired = builder.frenchRequired;
        this.mailCustomersWhoDidNotAsk = builder.mailCustomersWhoDidNotAsk;
        this.notifyNewPrimaryContact = builder.notifyNewPrimaryContact;
        this.notifyOldPrimaryContact = builder.notifyOldPrimaryContact;
        this.texts = copy(builder.texts);
        this.basedOn = copy(builder.basedOn);
    }

    private static <T> Map<NotificationType, Map<Locale, T>> copy(Map<NotificationType, Map<Locale, T>> original) {
        Map<NotificationType, Map<Locale, T>> copy = new EnumMap<>(NotificationType.class);
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

    /**
     * Starts from blank settings.
     *
     * @return a builder
     */
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
        builder.accessRequestsTo = accessRequestsTo;
        builder.sendFrom = sendFrom;
        builder.senderName = senderName;
        builder.replyTo = replyTo;
        builder.language = language;
        builder.frenchRequired = frenchRequired;
        builder.mailCustomersWhoDidNotAsk = mailCustomersWhoDidNotAsk;
        builder.notifyNewPrimaryContact = notifyNewPrimaryContact;
        builder.notifyOldPrimaryContact = notifyOldPrimaryContact;
        texts.forEach((type, byLanguage) -> byLanguage.forEach((lang, text) -> builder.text(type, lang, text)));
        basedOn.forEach((type, byLanguage) -> byLanguage.forEach((lang, mark) -> builder.basedOn(type, lang, mark)));
        return builder;
    }

    /**
     * <em>Send Access Request Email Messages To</em>.
     *
     * @return empty: inherited
     */
    public Optional<EmailAddress> accessRequestsTo() {
        return Optional.ofNullable(accessRequestsTo);
    }

    /**
     * <em>Send Email Messages From</em>.
     *
     * @return empty: inherited
     */
    public Optional<EmailAddress> sendFrom() {
        return Optional.ofNullable(sendFrom);
    }

    /**
     * The name shown beside the sender's address.
     *
     * @return empty: inherited
     */
    public Optional<String> senderName() {
        return Optional.ofNullable(senderName);
    }

    /**
     * Where answers go, if not to the sender.
     *
     * @return empty: inherited
     */
    public Optional<EmailAddress> replyTo() {
        return Optional.ofNullable(replyTo);
    }

    /**
     * The language of the 17 fields, and of recipients for whose language there is no text.
     *
     * @return a language the built-in texts know or one for which the group has texts
     */
    public Locale language() {
        return language;
    }

    /**
     * Whether these settings cannot be saved with a text that has no French variant.
     *
     * @return {@code false} unless marked so
     */
    public boolean frenchRequired() {
        return frenchRequired;
    }

    /**
     * <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>.
     *
     * @return whether the box is ticked
     */
    public boolean mailCustomersWhoDidNotAsk() {
        return mailCustomersWhoDidNotAsk;
    }

    /**
     * <em>Notify New Primary Contact: Send Email</em>.
     *
     * @return whether the box is ticked
     */
    public boolean notifyNewPrimaryContact() {
        return notifyNewPrimaryContact;
    }

    /**
     * <em>Notify Old Primary Contact: Send Email</em>.
     *
     * @return whether the box is ticked
     */
    public boolean notifyOldPrimaryContact() {
        return notifyOldPrimaryContact;
    }

    /**
     * The text of one mail in exactly one language.
     *
     * @param type the mail
     * @param language the language, matched exactly
     * @return empty: the shared text is used
     */
    public Optional<MailText> text(NotificationType type, Locale language) {
        return Optional.ofNullable(texts(type).get(language));
    }

    /**
     * All texts of one mail.
     *
     * @param type the mail
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
     * @param type the mail
     * @param language the language of the own text, matched exactly
     * @return the {@linkplain MailText#fingerprint() fingerprint} of the shared text; empty if there is no own text, or
     *     it is not known
     */
    public Optional<String> basedOn(NotificationType type, Locale language) {
        return Optional.ofNullable(basedOn.getOrDefault(type, Map.of()).get(language));
    }

    /**
     * These settings with another text.
     *
     * @param type the mail
     * @param language the language
     * @param text the text, or {@code null} to use the shared text again
     * @return other settings
     */
    public PortalEmailSettings withText(NotificationType type, Locale language, @Nullable MailText text) {
        return toBuilder().text(type, language, text).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PortalEmailSettings that
                && Objects.equals(accessRequestsTo, that.accessRequestsTo)
                && Objects.equals(sendFrom, that.sendFrom)
                && Objects.equals(senderName, that.senderName)
                && Objects.equals(replyTo, that.replyTo)
                && language.equals(that.language)
                && frenchRequired == that.frenchRequired
                && mailCustomersWhoDidNotAsk == that.mailCustomersWhoDidNotAsk
                && notifyNewPrimaryContact == that.notifyNewPrimaryContact
                && notifyOldPrimaryContact == that.notifyOldPrimaryContact
                && texts.equals(that.texts)
                && basedOn.equals(that.basedOn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                accessRequestsTo,
                sendFrom,
                senderName,
                replyTo,
                language,
                frenchRequired,
                mailCustomersWhoDidNotAsk,
                notifyNewPrimaryContact,
                notifyOldPrimaryContact,
                texts,
                basedOn);
    }

    /** Shows switches and which texts there are; no address and no text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("PortalEmailSettings[language=")
                .append(language.toLanguageTag())
                .append(", mailCustomersWhoDidNotAsk=")
                .append(mailCustomersWhoDidNotAsk)
                .append(", notifyNewPrimaryContact=")
                .append(notifyNewPrimaryContact)
                .append(", notifyOldPrimaryContact=")
                .append(notifyOldPrimaryContact)
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
        private @Nullable EmailAddress accessRequestsTo;
        private @Nullable EmailAddress sendFrom;
        private @Nullable String senderName;
        private @Nullable EmailAddress replyTo;
        private Locale language = Locale.ENGLISH;
        private boolean frenchRequired;
        private boolean mailCustomersWhoDidNotAsk;
        private boolean notifyNewPrimaryContact;
        private boolean notifyOldPrimaryContact;
        private final Map<NotificationType, Map<Locale, MailText>> texts = new EnumMap<>(NotificationType.class);
        private final Map<NotificationType, Map<Locale, String>> basedOn = new EnumMap<>(NotificationType.class);

        private Builder() {}

        /**
         * Sets <em>Send Access Request Email Messages To</em>.
         *
         * @param address the address, or {@code null} to inherit it
         * @return this
         */
        public Builder accessRequestsTo(@Nullable EmailAddress address) {
            this.accessRequestsTo = address;
            return this;
        }

        /**
         * Sets <em>Send Email Messages From</em>.
         *
         * @param address the address, or {@code null} to inherit it
         * @return this
         */
        public Builder sendFrom(@Nullable EmailAddress address) {
            this.sendFrom = address;
            return this;
        }

        /**
         * Sets the name shown beside the sender's address.
         *
         * @param name one line of at most 100 characters, or {@code null} or blank to inherit it
         * @return this
         * @throws IllegalArgumentException if it is too long, or holds control characters or half a surrogate pair
         */
        public Builder senderName(@Nullable String name) {
            if (name == null || !VisibleText.isIn(name)) {
                this.senderName = null;
                return this;
            }
            if (name.length() > 100 || UnsafeCharacters.first(name, false) >= 0) {
                throw new IllegalArgumentException("senderName: one line of at most 100 characters");
            }
            this.senderName = name.strip();
            return this;
        }

        /**
         * Sets where answers go.
         *
         * @param address the address, or {@code null} to inherit it
         * @return this
         */
        public Builder replyTo(@Nullable EmailAddress address) {
            this.replyTo = address;
            return this;
        }

        /**
         * Sets the language of the 17 fields.
         *
         * @param language a language, optionally with a region
         * @return this
         */
        public Builder language(Locale language) {
            this.language = Languages.canonical(language);
            return this;
        }

        /**
         * Marks the settings so that every text needs a French variant.
         *
         * @param required whether
         * @return this
         */
        public Builder frenchRequired(boolean required) {
            this.frenchRequired = required;
            return this;
        }

        /**
         * Ticks <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>.
         *
         * @param ticked whether
         * @return this
         */
        public Builder mailCustomersWhoDidNotAsk(boolean ticked) {
            this.mailCustomersWhoDidNotAsk = ticked;
            return this;
        }

        /**
         * Ticks <em>Notify New Primary Contact: Send Email</em>.
         *
         * @param ticked whether
         * @return this
         */
        public Builder notifyNewPrimaryContact(boolean ticked) {
            this.notifyNewPrimaryContact = ticked;
            return this;
        }

        /**
         * Ticks <em>Notify Old Primary Contact: Send Email</em>.
         *
         * @param ticked whether
         * @return this
         */
        public Builder notifyOldPrimaryContact(boolean ticked) {
            this.notifyOldPrimaryContact = ticked;
            return this;
        }

        /**
         * Sets or removes a text. What it is {@linkplain #basedOn based on} is forgotten.
         *
         * @param type a mail that stands on the screen
         * @param language the language
         * @param text the text, or {@code null} to use the shared one
         * @return this
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
         * @param language the language
         * @param fingerprint the {@linkplain MailText#fingerprint() fingerprint} of the shared text
         * @return this
         * @throws IllegalArgumentException if there is no own text, or this is no fingerprint
         */
        public Builder basedOn(NotificationType type, Locale language, String fingerprint) {
            Locale key = Languages.canonical(language);
            if (!texts.getOrDefault(type, Map.of()).containsKey(key)) {
                throw new IllegalArgumentException(type.code() + ": basedOn needs a text in this language");
            }
            if (!FINGERPRINT.matcher(fingerprint).matches()) {
                throw new IllegalArgumentException("basedOn: 16 hexadecimal digits");
            }
            basedOn.computeIfAbsent(type, ignored -> new TreeMap<>(Languages.ORDER))
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
