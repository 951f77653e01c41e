package org.portalemails.mail;

import jakarta.mail.Session;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.mail.mime.MimeWriter;
import org.portalemails.sender.SenderCheck;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.GuardedMailTransport;
import org.portalemails.transport.RecipientGuard;
import org.portalemails.transport.TransportProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mails to one mail server by SMTP (RFC 5321). Thread-safe; a host needs one for each server.
 *
 * <pre>{@code
 * try (SmtpTransport transport = SmtpTransport.builder("smtp.erp.example", 587)
 *         .credentials(SmtpCredentials.password("portal", password))
 *         .build()) {
 *     DeliveryOutcome outcome = transport.deliver(mail);
 * }
 * }</pre>
 *
 * <p>Without further settings: STARTTLS or nothing, the server's certificate checked, at most 4 connections, each kept for
 * up to 100 mails, 60 seconds for a mail and 120 more for the answer to its final dot. Connections and one daemon thread
 * live while they are used and for some seconds after; {@link #close} ends them at once.
 */
public final class SmtpTransport extends GuardedMailTransport {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpTransport.class);
    private static final Duration LONGEST_WAIT_FOR_RATE = Duration.ofSeconds(1);

    private final SmtpSettings settings;
    private final MimeWriter writer;
    private final Session session;
    private final HostResolver resolver;
    private final ConnectionPool pool;
    private final Watchdog watchdog;
    private final RateLimit rate;
    private final SenderCheck senderCheck;

    SmtpTransport(SmtpSettings settings, RecipientGuard guard, MimeWriter writer, SenderCheck senderCheck) {
        this(settings, guard, writer, senderCheck, InetAddress::getAllByName);
    }

    SmtpTransport(
            SmtpSettings settings,
            RecipientGuard guard,
            MimeWriter writer,
            SenderCheck senderCheck,
            HostResolver.Lookup lookup) {
        super(guard);
        this.senderCheck = senderCheck;
        this.settings = settings;
        this.writer = writer;
        this.session = angusSession(settings);
        this.resolver = new HostResolver(settings.server().host(), lookup, settings.threads());
        this.pool = new ConnectionPool(settings);
        this.watchdog = new Watchdog(settings.threads(), shortest(settings), pool::closeSpent);
        this.rate = new RateLimit(settings.mailsPerSecond(), System::nanoTime);
        AngusVersion.warnIfOld();
        if (settings.tls() == TlsMode.PLAIN && !settings.server().isLoopback()) {
            LOG.warn("mails to {} travel in clear: everybody on the way can read their links", settings.server());
        }
        if (guard.isOn()) {
            LOG.warn("this is a test system: {}", guard);
        }
    }

    /**
     * Begins to describe a transport.
     *
     * @param host a host name in ASCII, or an address literal without brackets
     * @param port 587 for STARTTLS, 465 for {@link TlsMode#IMPLICIT}
     * @return a builder with the defaults
     * @throws IllegalArgumentException if the host is blank or has characters that no host name has, or the port is out of range
     */
    public static SmtpTransportBuilder builder(String host, int port) {
        return new SmtpTransportBuilder(new SmtpServer(host, port));
    }

    private static Session angusSession(SmtpSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.ehlo", "true");
        properties.setProperty("mail.smtp.quitonsessionreject", "false");
        if (settings.tls() == TlsMode.STARTTLS_REQUIRED) {
            properties.setProperty("mail.smtp.starttls.enable", "true");
            properties.setProperty("mail.smtp.starttls.required", "true");
        }
        SmtpCredentials credentials = settings.credentials();
        properties.setProperty("mail.smtp.auth", Boolean.toString(credentials != null));
        if (credentials != null) {
            properties.setProperty("mail.smtp.auth.mechanisms", credentials.mechanisms());
            // Angus takes an authorization identity from here before the user; ours is the user.
            properties.setProperty("mail.smtp.sasl.authorizationid", credentials.user());
        }
        return Session.getInstance(properties);
    }

    private static Duration shortest(SmtpSettings settings) {
        Duration shortest = settings.overallTimeout();
        for (Duration each : List.of(settings.readTimeout(), settings.writeTimeout(), settings.finalDotTimeout())) {
            shortest = each.compareTo(shortest) < 0 ? each : shortest;
        }
        return shortest;
    }

    @Override
    protected DeliveryOutcome carry(OutgoingMail mail) {
        long deadline = System.nanoTime() + settings.overallTimeout().toNanos();
        Envelope envelope;
        byte[] message;
        try {
            message = writer.write(mail);
            envelope = new Envelope(
                    settings.envelopeSender().senderOf(mail),
                    mail.to().address(),
                    mail.id().value());
        } catch (IllegalArgumentException e) {
            return OutcomeRules.notAMail(Phase.PREPARE);
        }
        DeliveryOutcome outcome = carry(envelope, message, deadline);
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "mail {}: {} at {}, reply {}",
                    mail.id(),
                    outcome.code(),
                    outcome.reply().phase(),
                    outcome.reply().replyCode());
        }
        return outcome;
    }

    private DeliveryOutcome carry(Envelope envelope, byte[] message, long deadline) {
        Duration wait = rate.take(LONGEST_WAIT_FOR_RATE);
        if (wait.isNegative()) {
            return OutcomeRules.overRate(wait.negated());
        }
        RateLimit.pause(wait);
        if (pool.isClosed()) {
            return OutcomeRules.closed();
        }
        if (!pool.enter(deadline - System.nanoTime())) {
            return OutcomeRules.noConnectionFree();
        }
        try {
            return converse(envelope, message, deadline);
        } finally {
            pool.leave();
        }
    }

    /** On a kept connection if there is one; once more on a new one if the kept one broke before any body was sent. */
    private DeliveryOutcome converse(Envelope envelope, byte[] message, long deadline) {
        SmtpConnection kept = living(deadline);
        try {
            if (kept != null) {
                try {
                    return send(kept, envelope, message, deadline);
                } catch (Undelivered e) {
                    if (!e.isStaleConnection()) {
                        return e.outcome();
                    }
                }
            }
            return send(open(deadline), envelope, message, deadline);
        } catch (Undelivered e) {
            return e.outcome();
        }
    }

    private DeliveryOutcome send(SmtpConnection connection, Envelope envelope, byte[] message, long deadline)
            throws Undelivered {
        boolean sound = false;
        try {
            connection.deadline(deadline);
            connection.countMail();
            DeliveryOutcome outcome = new SmtpEnvelopeConversation(connection, settings).send(envelope, message);
            sound = !connection.wire().isClosed();
            return outcome;
        } catch (IllegalArgumentException e) {
            return OutcomeRules.notAMail(Phase.MAIL);
        } finally {
            if (sound) {
                pool.giveBack(connection);
            } else {
                connection.wire().close();
            }
        }
    }

    @Override
    public TransportProbe probe(@Nullable EmailAddress sender) {
        return new SmtpProbe(settings, resolver, this::open).run(sender);
    }

    /** By the DNS, see {@link SmtpTransportBuilder#sendingFrom}. */
    @Override
    public SenderCheck senderCheck() {
        return senderCheck;
    }

    private @Nullable SmtpConnection living(long deadline) {
        while (true) {
            SmtpConnection connection = pool.take();
            if (connection == null) {
                return null;
            }
            long idle = System.nanoTime() - connection.idleSince();
            if (idle < settings.noopAfter().toNanos()) {
                return connection;
            }
            connection.deadline(deadline);
            Duration patience = settings.readTimeout().compareTo(Duration.ofSeconds(5)) < 0
                    ? settings.readTimeout()
                    : Duration.ofSeconds(5);
            if (SmtpEnvelopeConversation.isAlive(connection, patience)) {
                return connection;
            }
            connection.wire().close();
        }
    }

    private SmtpConnection open(long deadline) throws Undelivered {
        SmtpCredentials credentials = settings.credentials();
        if (credentials == null) {
            return open(deadline, null);
        }
        try {
            return open(deadline, secret(credentials, false));
        } catch (Undelivered e) {
            boolean refused = e.outcome() instanceof Misconfigured m
                    && m.reply().phase() == Phase.AUTH
                    && m.reply().replyCode() >= 500;
            if (!refused || !credentials.isToken()) {
                throw e;
            }
            return open(deadline, secret(credentials, true));
        }
    }

    private static String secret(SmtpCredentials credentials, boolean refused) throws Undelivered {
        try {
            return credentials.secret(refused);
        } catch (RuntimeException e) {
            // Its message could hold what must not be shown.
            LOG.warn("no access token could be had: {}", e.getClass().getName());
            throw new Undelivered(OutcomeRules.noToken(), false);
        }
    }

    private SmtpConnection open(long deadline, @Nullable String secret) throws Undelivered {
        SmtpConnection connection;
        try {
            long patience = Math.min(settings.connectTimeout().toNanos(), deadline - System.nanoTime());
            long end = System.nanoTime() + patience;
            InetAddress[] addresses = resolver.resolve(patience);
            Wire wire = Wire.connect(addresses, settings.server().port(), end - System.nanoTime(), watchdog);
            connection = new SmtpConnection(session, settings, wire);
        } catch (WireFailure e) {
            throw new Undelivered(OutcomeRules.broken(Phase.CONNECT, e), false);
        }
        connection.begin(deadline, secret);
        return connection;
    }

    /**
     * The time for a mail, the time for the answer to its final dot, and how late our own clockwork may be.
     *
     * @return the longest that {@link #deliver} takes
     */
    @Override
    public Duration deadline() {
        return settings.overallTimeout()
                .plus(settings.finalDotTimeout())
                .plus(watchdog.tick().multipliedBy(4))
                .plusSeconds(1);
    }

    /** Closes the resting connections; those in use are closed as soon as their mail is done. */
    @Override
    public void close() {
        pool.close();
    }

    /** The server; never credentials. */
    @Override
    public String toString() {
        return "SmtpTransport[" + settings.server() + ", " + settings.tls() + "]";
    }
}
