package org.portalemails.host;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.Languages;
import org.portalemails.language.VisibleText;
import org.portalemails.template.html.HttpsAddress;

/**
 * What the host says of itself and of its portal: values that appear in every mail and that no administrator types on the
 * screen. Host configuration, immutable.
 *
 * <p>Names and the portal's address may differ per language. A reader of {@code fr-CA} gets what is set for {@code fr-CA},
 * else for {@code fr} (as {@link Languages#best} chooses), else what is set without a language.
 */
public final class PortalProfile {
    private final Map<Locale, String> senderCompanyName;
    private final Map<Locale, String> portalName;
    private final Map<Locale, String> portalUrl;
    private final Map<Locale, String> supportContactName;
    private final @Nullable EmailAddress supportContactEmail;
    private final @Nullable String supportContactPhone;
    private final String messageIdDomain;
    private final ZoneId zone;

    private PortalProfile(Builder builder) {
        this.senderCompanyName = required("senderCompanyName", builder.senderCompanyName);
        this.portalName = required("portalName", builder.portalName);
        this.portalUrl = required("portalUrl", builder.portalUrl);
        this.portalUrl.values().forEach(url -> HttpsAddress.require("portal profile, portalUrl", url));
        this.supportContactName = names("supportContactName", builder.supportContactName);
        this.supportContactEmail = builder.supportContactEmail;
        this.supportContactPhone = builder.supportContactPhone;
        this.zone = builder.zone;
        String domain = builder.messageIdDomain == null
                ? HttpsAddress.host(chosen(portalUrl, Locale.ROOT))
                : builder.messageIdDomain;
        this.messageIdDomain = domain(domain);
    }

    /** The value without a language, {@link Locale#ROOT}, must be there. */
    private static Map<Locale, String> required(String field, Map<Locale, String> byLanguage) {
        if (!byLanguage.containsKey(Locale.ROOT)) {
            throw new IllegalArgumentException("portal profile, " + field + ": needed");
        }
        return names(field, byLanguage);
    }

    private static Map<Locale, String> names(String field, Map<Locale, String> byLanguage) {
        Map<Locale, String> copy = new HashMap<>();
        byLanguage.forEach((language, value) -> copy.put(language, value.strip()));
        if (!copy.values().stream().allMatch(value -> VisibleText.isIn(value) && value.length() <= 200)) {
            throw new IllegalArgumentException("portal profile, " + field + ": 1 to 200 characters, not blank");
        }
        return Map.copyOf(copy);
    }

    private static String chosen(Map<Locale, String> byLanguage, Locale reader) {
        return Objects.requireNonNull(optional(byLanguage, reader));
    }

    private static @Nullable String optional(Map<Locale, String> byLanguage, Locale reader) {
        Locale language = reader.getLanguage().isEmpty()
                ? Locale.ROOT
                : Languages.best(reader, byLanguage.keySet()).orElse(Locale.ROOT);
        return byLanguage.get(language);
    }

    private static String domain(String domain) {
        if (!HttpsAddress.isHost(domain) || domain.length() > 200) {
            throw new IllegalArgumentException("portal profile, messageIdDomain: a domain name in ASCII");
        }
        return domain.toLowerCase(Locale.ROOT);
    }

    /**
     * Starts a profile.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Our company, the one that sends.
     *
     * @param reader the language of the reader
     * @return its name
     */
    public String senderCompanyName(Locale reader) {
        return chosen(senderCompanyName, reader);
    }

    /**
     * What the portal is called.
     *
     * @param reader the language of the reader
     * @return its name
     */
    public String portalName(Locale reader) {
        return chosen(portalName, reader);
    }

    /**
     * Where the portal is.
     *
     * @param reader the language of the reader
     * @return an absolute https address
     */
    public String portalUrl(Locale reader) {
        return chosen(portalUrl, reader);
    }

    /**
     * Whom customers may ask.
     *
     * @param reader the language of the reader
     * @return a name, or {@code null}
     */
    public @Nullable String supportContactName(Locale reader) {
        return optional(supportContactName, reader);
    }

    /**
     * Where customers may ask.
     *
     * @return an address, or {@code null}
     */
    public @Nullable EmailAddress supportContactEmail() {
        return supportContactEmail;
    }

    /**
     * Where customers may call.
     *
     * @return a telephone number as people write it, or {@code null}
     */
    public @Nullable String supportContactPhone() {
        return supportContactPhone;
    }

    /**
     * The right side of every Message-ID (RFC 5322, 3.6.4): a domain of the host's, so that ids are unique in the world and
     * no host name leaks.
     *
     * @return a domain name in ASCII, lower case
     */
    public String messageIdDomain() {
        return messageIdDomain;
    }

    /**
     * The zone in which dates and times are written in mails.
     *
     * @return UTC unless set
     */
    public ZoneId zone() {
        return zone;
    }

    /** Shows the portal's name only. */
    @Override
    public String toString() {
        return "PortalProfile[" + chosen(portalName, Locale.ROOT) + "]";
    }

    /** Collects the values. */
    public static final class Builder {
        private final Map<Locale, String> senderCompanyName = new HashMap<>();
        private final Map<Locale, String> portalName = new HashMap<>();
        private final Map<Locale, String> portalUrl = new HashMap<>();
        private final Map<Locale, String> supportContactName = new HashMap<>();
        private @Nullable EmailAddress supportContactEmail;
        private @Nullable String supportContactPhone;
        private @Nullable String messageIdDomain;
        private ZoneId zone = ZoneId.of("UTC");

        private Builder() {}

        /**
         * Sets our company's name for every reader without one in their language; required.
         *
         * @param name 1 to 200 characters
         * @return this
         */
        public Builder senderCompanyName(String name) {
            this.senderCompanyName.put(Locale.ROOT, Objects.requireNonNull(name, "senderCompanyName"));
            return this;
        }

        /**
         * Sets our company's name for readers of a language.
         *
         * @param language a language, such as {@code fr} or {@code fr-CA}
         * @param name 1 to 200 characters
         * @return this
         * @throws IllegalArgumentException if the locale has no language
         */
        public Builder senderCompanyName(Locale language, String name) {
            this.senderCompanyName.put(
                    Languages.canonical(language), Objects.requireNonNull(name, "senderCompanyName"));
            return this;
        }

        /**
         * Sets the portal's name for every reader without one in their language; required.
         *
         * @param name 1 to 200 characters
         * @return this
         */
        public Builder portalName(String name) {
            this.portalName.put(Locale.ROOT, Objects.requireNonNull(name, "portalName"));
            return this;
        }

        /**
         * Sets the portal's name for readers of a language.
         *
         * @param language a language, such as {@code fr} or {@code fr-CA}
         * @param name 1 to 200 characters
         * @return this
         * @throws IllegalArgumentException if the locale has no language
         */
        public Builder portalName(Locale language, String name) {
            this.portalName.put(Languages.canonical(language), Objects.requireNonNull(name, "portalName"));
            return this;
        }

        /**
         * Sets where the portal is for every reader without an address in their language; required.
         *
         * @param url an absolute https address
         * @return this
         */
        public Builder portalUrl(String url) {
            this.portalUrl.put(Locale.ROOT, Objects.requireNonNull(url, "portalUrl"));
            return this;
        }

        /**
         * Sets where the portal is for readers of a language.
         *
         * @param language a language, such as {@code fr} or {@code fr-CA}
         * @param url an absolute https address
         * @return this
         * @throws IllegalArgumentException if the locale has no language
         */
        public Builder portalUrl(Locale language, String url) {
            this.portalUrl.put(Languages.canonical(language), Objects.requireNonNull(url, "portalUrl"));
            return this;
        }

        /**
         * Sets whom customers may ask, the name for every reader without one in their language.
         *
         * @param name a name, or {@code null}
         * @param email an address, or {@code null}
         * @param phone a telephone number, or {@code null}
         * @return this
         */
        public Builder supportContact(@Nullable String name, @Nullable EmailAddress email, @Nullable String phone) {
            if (name == null) {
                this.supportContactName.remove(Locale.ROOT);
            } else {
                this.supportContactName.put(Locale.ROOT, name);
            }
            this.supportContactEmail = email;
            this.supportContactPhone = phone;
            return this;
        }

        /**
         * Sets whom customers may ask for readers of a language.
         *
         * @param language a language, such as {@code fr} or {@code fr-CA}
         * @param name a name
         * @return this
         * @throws IllegalArgumentException if the locale has no language
         */
        public Builder supportContactName(Locale language, String name) {
            this.supportContactName.put(
                    Languages.canonical(language), Objects.requireNonNull(name, "supportContactName"));
            return this;
        }

        /**
         * Sets the right side of every Message-ID; the portal's host unless set.
         *
         * @param domain a domain name in ASCII
         * @return this
         */
        public Builder messageIdDomain(String domain) {
            this.messageIdDomain = domain;
            return this;
        }

        /**
         * Sets the zone for dates and times in mails; UTC unless set.
         *
         * @param zone a zone
         * @return this
         */
        public Builder zone(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            return this;
        }

        /**
         * Builds the profile.
         *
         * @return an immutable profile
         * @throws IllegalArgumentException naming the field that is missing or wrong
         */
        public PortalProfile build() {
            return new PortalProfile(this);
        }
    }
}
