package org.portalemails.spring;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.PortalProfile;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the host says of itself in every mail, see {@link PortalProfile}.
 *
 * @param senderCompanyName our company, the one that sends; needed
 * @param portalName what the portal is called; needed
 * @param portalUrl where the portal is: an absolute https address; needed
 * @param support whom customers may ask
 * @param messageIdDomain the right side of every Message-ID; the portal's host unless set
 * @param zone in which times are written in mails, such as {@code America/Toronto}; UTC unless set
 * @param languages what differs for readers of a language, such as {@code en} or {@code fr-CA}
 */
@ConfigurationProperties(prefix = "portal-emails.profile", ignoreUnknownFields = false)
record ProfileProperties(
        @Nullable String senderCompanyName,
        @Nullable String portalName,
        @Nullable String portalUrl,
        @DefaultValue Support support,
        @Nullable String messageIdDomain,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue Map<String, InLanguage> languages) {
    /**
     * Whom customers may ask.
     *
     * @param name a person or a department
     * @param email an address
     * @param phone as people write it
     */
    public record Support(@Nullable String name, @Nullable String email, @Nullable String phone) {}

    /**
     * What differs in a language.
     *
     * @param senderCompanyName our company
     * @param portalName what the portal is called
     * @param portalUrl where the portal is
     * @param supportName a person or a department
     */
    public record InLanguage(
            @Nullable String senderCompanyName,
            @Nullable String portalName,
            @Nullable String portalUrl,
            @Nullable String supportName) {}

    private static final Pattern UTF_8_AS_LATIN_1 = Pattern.compile("[\u00c2-\u00c5][\u0080-\u00bf]");

    private static final String EXAMPLE =
            """
            Write into your configuration (application.properties or application.yaml):

                portal-emails.profile.sender-company-name=Maples Inc.
                portal-emails.profile.portal-name=Billing Portal
                portal-emails.profile.portal-url=https://portal.maples.example

            or define a bean of type PortalProfile.""";

    PortalProfile toProfile() {
        // Complete from the beginning, so that whatever breaks it is the property that was read last.
        PortalProfile.Builder profile = PortalProfile.builder()
                .senderCompanyName("…")
                .portalName("…")
                .portalUrl("https://portal.example")
                .zone(zone);
        read(
                profile,
                "sender-company-name",
                needed("sender-company-name", senderCompanyName),
                profile::senderCompanyName);
        read(profile, "portal-name", needed("portal-name", portalName), profile::portalName);
        read(profile, "portal-url", needed("portal-url", portalUrl), profile::portalUrl);
        read(profile, "support.name", support.name(), name -> profile.supportContact(name, null, null));
        read(
                profile,
                "support.email",
                support.email(),
                email -> profile.supportContact(support.name(), EmailAddress.of(email), null));
        read(
                profile,
                "support.phone",
                support.phone(),
                phone -> profile.supportContact(
                        support.name(), support.email() == null ? null : EmailAddress.of(support.email()), phone));
        read(profile, "message-id-domain", messageIdDomain, profile::messageIdDomain);
        languages.forEach((tag, values) -> {
            Locale language = Locale.forLanguageTag(tag);
            String in = "languages." + tag + ".";
            read(
                    profile,
                    in + "sender-company-name",
                    values.senderCompanyName(),
                    name -> profile.senderCompanyName(language, name));
            read(profile, in + "portal-name", values.portalName(), name -> profile.portalName(language, name));
            read(profile, in + "portal-url", values.portalUrl(), url -> profile.portalUrl(language, url));
            read(
                    profile,
                    in + "support-name",
                    values.supportName(),
                    name -> profile.supportContactName(language, name));
        });
        return profile.build();
    }

    private static void read(
            PortalProfile.Builder profile, String property, @Nullable String value, Consumer<String> setter) {
        if (value == null) {
            return;
        }
        requireReadable(property, value);
        WrongConfigurationException.named("portal-emails.profile." + property, EXAMPLE, () -> {
            setter.accept(value);
            return profile.build();
        });
    }

    /** Spring Boot reads {@code .properties} files as Latin-1: a name in UTF-8 would reach customers in pieces. */
    private static void requireReadable(String property, String value) {
        if (UTF_8_AS_LATIN_1.matcher(value).find()) {
            throw new WrongConfigurationException(
                    "portal-emails.profile." + property,
                    "portal-emails.profile." + property + " was written in UTF-8 and read as ISO 8859-1: " + value,
                    "Spring Boot reads application.properties that way. Move it into application.yaml, or escape what is not ASCII.");
        }
    }

    private static String needed(String property, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new WrongConfigurationException("portal-emails.profile." + property + " is missing.", EXAMPLE);
        }
        return value;
    }
}
