package org.portalemails.mail;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mail services as their manuals describe them: server, port, protection, and how many connections and mails they bear. What {@link
 * #transport} sets can be set otherwise afterwards; credentials, and a sender that the service accepts, are the host's.
 */
public enum SmtpPreset {
    /**
     * Exchange Online, client submission: 3 connections and 30 mails a minute for a mailbox ("Exchange Online limits"). Basic
     * authentication is being switched off: {@link SmtpCredentials#xoauth2}.
     */
    MICROSOFT_365("smtp.office365.com", 587, TlsMode.STARTTLS_REQUIRED, 3, 0.5, GraphTransport.SPF),
    /** Gmail and Google Workspace, with an app password or {@link SmtpCredentials#xoauth2}. */
    GOOGLE("smtp.gmail.com", 587, TlsMode.STARTTLS_REQUIRED, 4, Double.POSITIVE_INFINITY, "_spf.google.com"),
    /** Google Workspace's relay, which knows us by our address or by credentials. */
    GOOGLE_RELAY(
            "smtp-relay.gmail.com", 587, TlsMode.STARTTLS_REQUIRED, 4, Double.POSITIVE_INFINITY, "_spf.google.com"),
    /** Amazon SES; needs a region, and the user and password that SES made for SMTP. */
    SES("email-smtp.{region}.amazonaws.com", 587, TlsMode.STARTTLS_REQUIRED, 4, Double.POSITIVE_INFINITY, null),
    /** Postmark; user and password are the server's token. */
    POSTMARK("smtp.postmarkapp.com", 587, TlsMode.STARTTLS_REQUIRED, 4, Double.POSITIVE_INFINITY, null),
    /** Brevo; the password is an SMTP key. */
    BREVO("smtp-relay.brevo.com", 587, TlsMode.STARTTLS_REQUIRED, 4, Double.POSITIVE_INFINITY, null),
    /** Mailgun, in the United States. */
    MAILGUN("smtp.mailgun.org", 587, TlsMode.STARTTLS_REQUIRED, 4, Double.POSITIVE_INFINITY, null),
    /** Mailgun, in the European Union. */
    MAILGUN_EU("smtp.eu.mailgun.org", 587, TlsMode.STARTTLS_REQUIRED, 4, Double.POSITIVE_INFINITY, null),
    /** Mailpit on this machine: shows mails and sends none. For development. */
    MAILPIT("localhost", 1025, TlsMode.PLAIN, 4, Double.POSITIVE_INFINITY, null);

    private static final String REGION = "{region}";

    /** As in {@code ca-central-1} or {@code us-gov-west-1}. */
    private static final Pattern REGION_NAME = Pattern.compile("[a-z]{2,8}(-[a-z]{2,12}){1,2}-[0-9]{1,2}");

    private final String host;
    private final int port;
    private final TlsMode tls;
    private final int connections;
    private final double mailsPerSecond;
    /** What an SPF record has to include; {@code null}: the service sends with an envelope sender of its own. */
    private final @Nullable String spf;

    SmtpPreset(String host, int port, TlsMode tls, int connections, double mailsPerSecond, @Nullable String spf) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.connections = connections;
        this.mailsPerSecond = mailsPerSecond;
        this.spf = spf;
    }

    /**
     * Whether the service has a server in each region.
     *
     * @return whether {@link #transport(String)} is the one to call
     */
    public boolean needsRegion() {
        return host.contains(REGION);
    }

    /**
     * Whether the service takes mails only from whoever signs in. A transport to it without credentials cannot be built.
     *
     * @return whether {@link SmtpTransportBuilder#credentials} is needed
     */
    public boolean needsUser() {
        return this != GOOGLE_RELAY && this != MAILPIT;
    }

    /** As it is written in properties, such as {@code google-relay}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Starts a transport to the service.
     *
     * @return a builder
     * @throws IllegalArgumentException if the service needs a region
     */
    public SmtpTransportBuilder transport() {
        return builder(null);
    }

    /**
     * Starts a transport to the service's server in a region.
     *
     * @param region as the service names it, such as {@code ca-central-1}
     * @return a builder
     * @throws IllegalArgumentException if it is no name of a region, or the service has none
     */
    public SmtpTransportBuilder transport(String region) {
        return builder(Objects.requireNonNull(region, "region"));
    }

    private SmtpTransportBuilder builder(@Nullable String region) {
        if (needsRegion() != (region != null)) {
            throw new IllegalArgumentException(
                    "region: " + this + (needsRegion() ? " needs one, such as ca-central-1" : " has none"));
        }
        if (region != null && !REGION_NAME.matcher(region).matches()) {
            throw new IllegalArgumentException("region: a name such as ca-central-1 or us-gov-west-1");
        }
        SmtpTransportBuilder builder = SmtpTransport.builder(region == null ? host : host.replace(REGION, region), port)
                .tls(tls)
                .maxConnections(connections);
        if (this == MAILPIT) {
            builder.sendsNothing();
        } else {
            builder.serviceWithSpf(spf);
        }
        if (needsUser()) {
            builder.serviceWithUsers(toString());
        }
        return mailsPerSecond < Double.POSITIVE_INFINITY ? builder.mailsPerSecond(mailsPerSecond) : builder;
    }
}
