package org.portalemails.mail;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.mime.MimeWriter;
import org.portalemails.mail.sender.DnsSenderCheck;
import org.portalemails.mail.sender.Resolver;
import org.portalemails.sender.SenderCheck;
import org.portalemails.transport.RecipientGuard;

/** Describes an {@link SmtpTransport}. Every setting has a default but the server. Not thread-safe. */
public final class SmtpTransportBuilder {
    private final SmtpServer server;
    private TlsMode tls = TlsMode.STARTTLS_REQUIRED;
    private @Nullable SmtpCredentials credentials;
    private @Nullable String serviceWithUsers;
    private @Nullable SSLContext sslContext;
    private @Nullable KeyStore trusted;
    private @Nullable KeyManager @Nullable [] clientKeys;
    private @Nullable String ehloName;
    private EnvelopeSender envelopeSender = EnvelopeSender.sameAsFrom();
    private @Nullable DeliveryNotices notices;
    private RecipientGuard guard = RecipientGuard.off();
    private final List<DkimKey> keys = new ArrayList<>();
    private final DnsSenderCheck.Builder senderFacts = DnsSenderCheck.builder();
    private boolean sendsNothing;
    private boolean suppressAutoResponses;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofSeconds(30);
    private Duration writeTimeout = Duration.ofSeconds(30);
    private Duration overallTimeout = Duration.ofMinutes(1);
    private Duration finalDotTimeout = Duration.ofMinutes(2);
    private Duration noopAfter = Duration.ofSeconds(15);
    private Duration idleTimeout = Duration.ofSeconds(45);
    private Duration maxConnectionAge = Duration.ofMinutes(5);
    private int mailsPerConnection = 100;
    private int maxConnections = 4;
    private double mailsPerSecond = Double.POSITIVE_INFINITY;
    private ThreadFactory threads = SmtpTransportBuilder::daemon;

    SmtpTransportBuilder(SmtpServer server) {
        this.server = Objects.requireNonNull(server, "server");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "portal-emails-smtp");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * What makes the few threads that the transport needs beside those of its callers: one that closes what is late, there while there are
     * connections, and one that looks up a host name. Default: daemon threads of ours.
     *
     * @param factory such as the managed factory of a container; must not return {@code null}
     */
    public SmtpTransportBuilder threads(ThreadFactory factory) {
        this.threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /** How the connection is protected. Default: {@link TlsMode#STARTTLS_REQUIRED}. */
    public SmtpTransportBuilder tls(TlsMode mode) {
        this.tls = Objects.requireNonNull(mode, "mode");
        return this;
    }

    /**
     * Who we are. Default: nobody; the server takes our mails because of where we are, or because of a client certificate.
     */
    public SmtpTransportBuilder credentials(SmtpCredentials credentials) {
        this.credentials = Objects.requireNonNull(credentials, "credentials");
        return this;
    }

    /**
     * From which addresses the server hands mails to those of recipients: what SPF has to let through, for {@link
     * SmtpTransport#senderCheck()}. Default: not known, and what a {@link SmtpPreset} knows of a service.
     *
     * @param addresses of IPv4 or IPv6, such as {@code 192.0.2.25}
     * @throws IllegalArgumentException if one is a name, or nothing at all
     */
    public SmtpTransportBuilder sendingFrom(String... addresses) {
        this.senderFacts.sendingFrom(List.of(addresses));
        return this;
    }

    /** What {@link SmtpTransport#senderCheck()} asks. Default: {@link Resolver#system()}. */
    public SmtpTransportBuilder resolver(Resolver resolver) {
        this.senderFacts.resolver(resolver);
        return this;
    }

    /** What a service wants the SPF record of its senders to include; {@code null}: it sends with an envelope sender of its own. */
    SmtpTransportBuilder serviceWithSpf(@Nullable String include) {
        if (include == null) {
            this.senderFacts.envelopeByService();
        } else {
            this.senderFacts.spfInclude(include);
        }
        return this;
    }

    /** Says that no mail goes on from the server. */
    SmtpTransportBuilder sendsNothing() {
        this.sendsNothing = true;
        return this;
    }

    /** The name of a service that takes nothing from whoever does not sign in. */
    SmtpTransportBuilder serviceWithUsers(String name) {
        this.serviceWithUsers = name;
        return this;
    }

    /**
     * Whom to trust instead of the JDK's list: for a server whose certificate was made in the house. The host name is
     * checked all the same.
     *
     * @param certificates trusted certificate authorities, or the server's own certificate
     */
    public SmtpTransportBuilder trustedCertificates(KeyStore certificates) {
        this.trusted = Objects.requireNonNull(certificates, "certificates");
        return this;
    }

    /**
     * A certificate to show to the server in the TLS handshake.
     *
     * @param keys holds the private key and its chain
     * @param password of the key
     * @throws IllegalArgumentException if the key cannot be read
     */
    public SmtpTransportBuilder clientCertificate(KeyStore keys, char[] password) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, password);
            this.clientKeys = factory.getKeyManagers();
            return this;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("client certificate: the key cannot be read", e);
        }
    }

    /**
     * A TLS context of the host's own, instead of {@link #trustedCertificates} and {@link #clientCertificate}. The host
     * name is checked all the same.
     */
    public SmtpTransportBuilder sslContext(SSLContext context) {
        this.sslContext = Objects.requireNonNull(context, "context");
        return this;
    }

    /**
     * The name to give in EHLO. Default: the address of our end of the connection as a literal, such as {@code
     * [192.0.2.7]}, which is always true and does not tell the name of this machine.
     *
     * @param name a host name, in ASCII
     * @throws IllegalArgumentException if it is not a host name
     */
    public SmtpTransportBuilder ehloName(String name) {
        boolean sound = !name.isEmpty()
                && name.length() <= 255
                && name.chars().allMatch(c -> c < 0x7f && Character.isLetterOrDigit(c) || "-._:[]".indexOf(c) >= 0);
        if (!sound) {
            throw new IllegalArgumentException("ehloName: a host name in ASCII");
        }
        this.ehloName = name;
        return this;
    }

    /** Where bounces go. Default: {@link EnvelopeSender#sameAsFrom()}. */
    public SmtpTransportBuilder envelopeSender(EnvelopeSender sender) {
        this.envelopeSender = Objects.requireNonNull(sender, "sender");
        return this;
    }

    /**
     * Which delivery status notifications to ask for. Default: none are mentioned, which servers take for failures only.
     */
    public SmtpTransportBuilder deliveryNotices(DeliveryNotices notices) {
        this.notices = Objects.requireNonNull(notices, "notices");
        return this;
    }

    /**
     * The guard for test systems. Default: {@link RecipientGuard#off()}.
     *
     * @param guard decides about every mail
     */
    public SmtpTransportBuilder guard(RecipientGuard guard) {
        this.guard = Objects.requireNonNull(guard, "guard");
        return this;
    }

    /** Adds a DKIM signature to every mail. May be called for several keys. */
    public SmtpTransportBuilder sign(DkimKey key) {
        this.keys.add(key);
        return this;
    }

    /**
     * Whether to ask Exchange, by {@code X-Auto-Response-Suppress: All}, not to send automatic answers. Default: {@code
     * false}; {@code Auto-Submitted: auto-generated} (RFC 3834) says so to everybody anyway.
     */
    public SmtpTransportBuilder suppressAutoResponses(boolean suppress) {
        this.suppressAutoResponses = suppress;
        return this;
    }

    /** How long looking up the host and connecting may take. Default: 10 seconds. */
    public SmtpTransportBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = positive(timeout, "connectTimeout");
        return this;
    }

    /** How long the server may take for one whole reply, or for a TLS handshake. Default: 30 seconds. */
    public SmtpTransportBuilder readTimeout(Duration timeout) {
        this.readTimeout = positive(timeout, "readTimeout");
        return this;
    }

    /** How long the server may take to accept what one step sends. Default: 30 seconds. */
    public SmtpTransportBuilder writeTimeout(Duration timeout) {
        this.writeTimeout = positive(timeout, "writeTimeout");
        return this;
    }

    /**
     * How long all steps of a mail before its final dot may take together, waiting for a connection included. Default: 60
     * seconds.
     */
    public SmtpTransportBuilder overallTimeout(Duration timeout) {
        this.overallTimeout = positive(timeout, "overallTimeout");
        return this;
    }

    /**
     * How long the server may take to answer the final dot, when it may be scanning the mail. Giving up too early sends
     * mails twice; RFC 5321 section 4.5.3.2.6 recommends 10 minutes. Default: 2 minutes.
     */
    public SmtpTransportBuilder finalDotTimeout(Duration timeout) {
        this.finalDotTimeout = positive(timeout, "finalDotTimeout");
        return this;
    }

    /**
     * How many connections there are at most. Default: 4.
     *
     * @param count 1 to 1000
     */
    public SmtpTransportBuilder maxConnections(int count) {
        if (count < 1 || count > 1000) {
            throw new IllegalArgumentException("maxConnections: 1 to 1000");
        }
        this.maxConnections = count;
        return this;
    }

    /** How many mails a connection carries before it is closed. Default: 100, as Postfix does by itself. */
    public SmtpTransportBuilder mailsPerConnection(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("mailsPerConnection: at least 1");
        }
        this.mailsPerConnection = count;
        return this;
    }

    /** How old a connection may become before no further mail goes over it. Default: 5 minutes. */
    public SmtpTransportBuilder maxConnectionAge(Duration age) {
        this.maxConnectionAge = positive(age, "maxConnectionAge");
        return this;
    }

    /** How long a connection may rest before it is closed. Default: 45 seconds. */
    public SmtpTransportBuilder idleTimeout(Duration idle) {
        this.idleTimeout = positive(idle, "idleTimeout");
        return this;
    }

    /**
     * After how much rest a connection is asked, by NOOP, whether it still works before a mail goes over it. Default: 15
     * seconds.
     *
     * @param idle zero: always
     */
    public SmtpTransportBuilder noopAfter(Duration idle) {
        if (idle.isNegative()) {
            throw new IllegalArgumentException("noopAfter: must not be negative");
        }
        this.noopAfter = idle;
        return this;
    }

    /** How many mails a second leave at most, over all connections. Default: no limit. */
    public SmtpTransportBuilder mailsPerSecond(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("mailsPerSecond: above zero");
        }
        this.mailsPerSecond = rate;
        return this;
    }

    private static Duration positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + ": above zero, at most a day");
        }
        return duration;
    }

    /**
     * Makes the transport. Nothing is connected yet.
     *
     * @throws IllegalArgumentException if credentials would travel in clear, a {@link SmtpPreset} needs some and there are none, or the
     *     certificates cannot be used
     */
    public SmtpTransport build() {
        return new SmtpTransport(settings(), guard, writer(), senderCheck());
    }

    private SenderCheck senderCheck() {
        EnvelopeSender ofMails = envelopeSender;
        return sendsNothing
                ? SenderCheck.NONE
                : senderFacts
                        .signedWith(keys.stream().map(DkimKey::published).toList())
                        .envelope(ofMails::senderFor)
                        .threads(threads)
                        .build();
    }

    MimeWriter writer() {
        return new MimeWriter(
                suppressAutoResponses, keys.stream().map(DkimKey::signer).toList());
    }

    SmtpSettings settings() {
        if (tls == TlsMode.PLAIN && credentials != null) {
            throw new IllegalArgumentException("credentials: never sent in clear; use STARTTLS_REQUIRED or IMPLICIT");
        }
        if (serviceWithUsers != null && credentials == null) {
            throw new IllegalArgumentException(
                    "credentials: " + serviceWithUsers + " takes mails only from whoever signs in");
        }
        return new SmtpSettings(
                server,
                tls,
                tls == TlsMode.PLAIN ? null : tlsContext(),
                credentials,
                ehloName,
                envelopeSender,
                notices,
                connectTimeout,
                readTimeout,
                writeTimeout,
                finalDotTimeout,
                overallTimeout,
                noopAfter,
                idleTimeout,
                maxConnectionAge,
                mailsPerConnection,
                maxConnections,
                mailsPerSecond,
                threads);
    }

    private SSLContext tlsContext() {
        if (sslContext != null) {
            return sslContext;
        }
        try {
            TrustManager[] trust = null;
            if (trusted != null) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trusted);
                trust = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(clientKeys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("trustedCertificates: cannot be used", e);
        }
    }
}
