package org.portalemails.settings;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.HttpsAddress;

/**
 * What the host says of itself and of its portal: values that appear in every mail and that no administrator types on the
 * screen. Host configuration, immutable.
 */
public final class PortalProfile {
    private final String senderCompanyName;
    private final String portalName;
    private final String portalUrl;
    private final @Nullable String supportContactName;
    private final @Nullable EmailAddress supportContactEmail;
    private final @Nullable String supportContactPhone;
    private final String messageIdDomain;
    private final ZoneId zone;

    private PortalProfile(Builder builder) {
        this.senderCompanyName = required("senderCompanyName", builder.senderCompanyName);
        this.portalName = required("portalName", builder.portalName);
        this.portalUrl = HttpsAddress.require("portal profile, portalUrl", required("portalUrl", builder.portalUrl));
        this.supportContactName = builder.supportContactName;
        this.supportContactEmail = builder.supportContactEmail;
        this.supportContactPhone = builder.supportContactPhone;
        this.zone = builder.zone;
        String domain = builder.messageIdDomain == null ? HttpsAddress.host(portalUrl) : builder.messageIdDomain;
        this.messageIdDomain = domain(domain);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("portal profile, " + field + ": 1 to 200 characters, not blank");
        }
        return value.strip();
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
     * @return its name
     */
    public String senderCompanyName() {
        return senderCompanyName;
    }

    /**
     * What the portal is called.
     *
     * @return its name
     */
    public String portalName() {
        return portalName;
    }

    /**
     * Where the portal is.
     *
     * @return an absolute https address
     */
    public String portalUrl() {
        return portalUrl;
    }

    /**
     * Whom customers may ask.
     *
     * @return a name, or {@code null}
     */
    public @Nullable String supportContactName() {
        return supportContactName;
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
        return "PortalProfile[" + portalName + "]";
    }

    /** Collects the values. */
    public static final class Builder {
        private @Nullable String senderCompanyName;
        private @Nullable String portalName;
        private @Nullable String portalUrl;
        private @Nullable String supportContactName;
        private @Nullable EmailAddress supportContactEmail;
        private @Nullable String supportContactPhone;
        private @Nullable String messageIdDomain;
        private ZoneId zone = ZoneId.of("UTC");

        private Builder() {}

        /**
         * Sets our company's name; required.
         *
         * @param name 1 to 200 characters
         * @return this
         */
        public Builder senderCompanyName(String name) {
            this.senderCompanyName = name;
            return this;
        }

        /**
         * Sets the portal's name; required.
         *
         * @param name 1 to 200 characters
         * @return this
         */
        public Builder portalName(String name) {
            this.portalName = name;
            return this;
        }

        /**
         * Sets where the portal is; required.
         *
         * @param url an absolute https address
         * @return this
         */
        public Builder portalUrl(String url) {
            this.portalUrl = url;
            return this;
        }

        /**
         * Sets whom customers may ask.
         *
         * @param name a name, or {@code null}
         * @param email an address, or {@code null}
         * @param phone a telephone number, or {@code null}
         * @return this
         */
        public Builder supportContact(@Nullable String name, @Nullable EmailAddress email, @Nullable String phone) {
            this.supportContactName = name;
            this.supportContactEmail = email;
            this.supportContactPhone = phone;
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
