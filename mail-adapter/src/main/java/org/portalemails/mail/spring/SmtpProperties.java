package org.portalemails.mail.spring;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.SmtpPreset;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.SmtpTransportBuilder;
import org.portalemails.mail.TlsMode;
import org.portalemails.spring.WrongConfigurationException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where mails go.
 *
 * @param preset a mail service: its server, port, protection and limits: {@code microsoft-365}, {@code google}, {@code google-relay}, {@code
 *     ses}, {@code postmark}, {@code brevo}, {@code mailgun}, {@code mailgun-eu} or {@code mailpit}
 * @param region of a service that has several, such as {@code ca-central-1} for SES
 * @param host a mail server; not needed with a preset
 * @param port its port; 587 unless set, 465 with {@code tls=implicit}, 25 with {@code tls=plain}
 * @param tls how the connection is protected: {@code starttls-required}, {@code implicit} or {@code plain}; the first unless set
 * @param user who signs in; nobody unless set
 * @param password their password; a bean of type {@code AccessTokenSupplier} gives tokens instead
 * @param ehloName the name to give in EHLO; the address of our end unless set
 * @param envelopeSender where bounces go; the sender unless set
 * @param sendingFrom the addresses from which the server hands mails to others, for the check of senders; not known unless set
 * @param connections how many to keep at most
 * @param mailsPerSecond how many to send at most; unlimited unless set
 * @param connectTimeout for connecting
 * @param overallTimeout for a whole mail up to its end
 * @param finalDotTimeout for the answer after the end of a mail
 */
@ConfigurationProperties(prefix = "portal-emails.smtp", ignoreUnknownFields = false)
record SmtpProperties(
        @Nullable SmtpPreset preset,
        @Nullable String region,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable TlsMode tls,
        @Nullable String user,
        @Nullable String password,
        @Nullable String ehloName,
        @Nullable String envelopeSender,
        @Nullable List<String> sendingFrom,
        @Nullable Integer connections,
        @Nullable Double mailsPerSecond,
        @Nullable Duration connectTimeout,
        @Nullable Duration overallTimeout,
        @Nullable Duration finalDotTimeout) {
    static final String EXAMPLE =
            """
            Write into your configuration (application.properties or application.yaml) a server:

                portal-emails.smtp.host=smtp.maples.example
                portal-emails.smtp.user=portal
                portal-emails.smtp.password=${SMTP_PASSWORD}

            or a service: portal-emails.smtp.preset=microsoft-365, google, google-relay, ses, postmark, brevo, mailgun, mailgun-eu or mailpit""";

    /** The server. */
    SmtpTransportBuilder toBuilder() {
        if (preset == null) {
            if (host == null || host.isBlank()) {
                throw new WrongConfigurationException("portal-emails.smtp.host is missing.", EXAMPLE);
            }
            if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
                throw new WrongConfigurationException(
                        "portal-emails.smtp.host",
                        "portal-emails.smtp.host: a name without a port, not " + host + ".",
                        "Write the port as portal-emails.smtp.port.");
            }
            if (region != null) {
                throw new WrongConfigurationException(
                        "portal-emails.smtp.region",
                        "portal-emails.smtp.region: only services have regions, and portal-emails.smtp.preset names none.",
                        "Leave it out, or write portal-emails.smtp.preset=ses instead of a host.");
            }
            TlsMode mode = tls == null ? TlsMode.STARTTLS_REQUIRED : tls;
            int atPort = port == null ? usualPort(mode) : port;
            return WrongConfigurationException.named(
                            port == null ? "portal-emails.smtp.host" : "portal-emails.smtp.port",
                            EXAMPLE,
                            () -> SmtpTransport.builder(host, atPort))
                    .tls(mode);
        }
        if (host != null && !host.isBlank() || port != null) {
            throw new WrongConfigurationException(
                    port == null ? "portal-emails.smtp.host" : "portal-emails.smtp.port",
                    "portal-emails.smtp: a preset knows its host and port.",
                    "Write either portal-emails.smtp.preset, or portal-emails.smtp.host and port.");
        }
        SmtpTransportBuilder builder = WrongConfigurationException.named(
                "portal-emails.smtp.region",
                preset.needsRegion()
                        ? "Write the region as the service names it, such as: portal-emails.smtp.region=ca-central-1"
                        : "Leave it out.",
                () -> region == null ? preset.transport() : preset.transport(region));
        return tls == null ? builder : builder.tls(tls);
    }

    /** Whether the service wants a user, and none is named. */
    boolean lacksUser() {
        return preset != null && preset.needsUser() && (user == null || user.isBlank());
    }

    /** Whether any of them is set. */
    boolean sayAnything() {
        return Stream.of(
                        preset,
                        region,
                        host,
                        port,
                        tls,
                        user,
                        password,
                        ehloName,
                        envelopeSender,
                        sendingFrom,
                        connections,
                        mailsPerSecond,
                        connectTimeout,
                        overallTimeout,
                        finalDotTimeout)
                .anyMatch(Objects::nonNull);
    }

    private static int usualPort(TlsMode mode) {
        return switch (mode) {
            case STARTTLS_REQUIRED -> 587;
            case IMPLICIT -> 465;
            case PLAIN -> 25;
        };
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SmtpProperties[" + (preset == null ? host : preset) + "]";
    }
}
