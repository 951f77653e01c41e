package org.portalemails.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.reply.ServerText;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;

/**
 * One connection to a server, used by one thread at a time.
 *
 * <p>Angus leads the conversation from the greeting to AUTH ({@link #protocolConnect}) and does the AUTH mechanisms; every
 * byte it sends or reads goes through our {@link Wire}, which keeps the time limits. From MAIL to the final dot the
 * conversation is {@link SmtpEnvelopeConversation}. The methods overridden here are those in which Angus would read replies
 * of any size, log in without being asked for proof, or go on where nothing is protected.
 */
final class SmtpConnection extends SMTPTransport {
    private final SmtpSettings settings;
    private final Wire wire;
    private final @Nullable SSLSocketFactory sslSocketFactory;
    private final long openedAt = System.nanoTime();
    private final Map<String, String> extensions = new HashMap<>();
    private Phase phase = Phase.GREETING;
    private @Nullable SmtpReply last;
    private @Nullable WireFailure failure;
    private boolean authenticated;
    private boolean tlsMissing;
    private long deadline;
    private int mails;
    private long idleSince;
    private boolean needsReset;

    SmtpConnection(Session session, SmtpSettings settings, Wire wire) {
        super(
                session,
                new URLName("smtp", settings.server().host(), settings.server().port(), null, null, null));
        this.settings = settings;
        this.wire = wire;
        this.sslSocketFactory =
                settings.sslContext() == null ? null : settings.sslContext().getSocketFactory();
    }

    /**
     * Goes from the TCP connection to the point where a mail may be sent.
     *
     * @param secret the password or token, or {@code null}
     * @throws Undelivered with what stopped it; the connection is closed then
     */
    void begin(long deadline, @Nullable String secret) throws Undelivered {
        this.deadline = deadline;
        boolean open = false;
        try {
            if (settings.tls() == TlsMode.IMPLICIT) {
                phase = Phase.STARTTLS;
                step(settings.readTimeout());
                wire.secure(sslSockets(), settings.server().host());
                phase = Phase.GREETING;
            }
            connectOver(secret);
            if (settings.credentials() != null && !authenticated) {
                throw new Undelivered(OutcomeRules.noAuthentication(), false);
            }
            open = true;
        } catch (WireFailure e) {
            throw new Undelivered(OutcomeRules.broken(phase, e), false);
        } catch (MessagingException e) {
            throw new Undelivered(whyNotOpen(e, secret), false);
        } finally {
            wire.rest();
            if (!open) {
                wire.close();
            }
        }
    }

    private SSLSocketFactory sslSockets() {
        if (sslSocketFactory == null) {
            throw new IllegalStateException("no TLS in this mode");
        }
        return sslSocketFactory;
    }

    private synchronized void connectOver(@Nullable String secret) throws MessagingException {
        this.secret = secret;
        try {
            connect(new AngusSocket(wire, settings.server().host()));
        } finally {
            this.secret = null;
        }
    }

    private @Nullable String secret;

    /** Angus would look for user and password in session, URL and system properties; there are only ours. */
    @Override
    public synchronized void connect(String host, int port, String user, String password) throws MessagingException {
        SmtpCredentials credentials = settings.credentials();
        super.connect(
                settings.server().host(),
                settings.server().port(),
                credentials == null ? null : credentials.user(),
                secret);
    }

    private DeliveryOutcome whyNotOpen(MessagingException e, @Nullable String secret) {
        if (failure != null) {
            return OutcomeRules.broken(phase, failure);
        }
        if (tlsMissing) {
            return OutcomeRules.noTls();
        }
        if (e instanceof AuthenticationFailedException && phase != Phase.AUTH) {
            return OutcomeRules.noAuthentication();
        }
        SmtpReply reply = last;
        if (reply == null) {
            return OutcomeRules.broken(
                    phase, new WireFailure(WireFailure.Kind.GARBAGE, "the conversation failed", null));
        }
        if (phase == Phase.AUTH) {
            SmtpCredentials credentials = settings.credentials();
            String user = credentials == null ? "" : credentials.user();
            reply = new SmtpReply(reply.code(), ServerText.withoutCredentials(reply.text(), user, secret));
        }
        return OutcomeRules.refused(phase, reply, null);
    }

    // ---- what Angus calls while it opens the conversation

    @Override
    public synchronized String getLocalHost() {
        if (settings.ehloName() != null) {
            return settings.ehloName();
        }
        // An address literal (RFC 5321 section 4.1.3): true, and tells less than our host name would.
        InetAddress local = wire.socket().getLocalAddress();
        String text = local.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return local instanceof Inet6Address ? "[IPv6:" + bare + "]" : "[" + bare + "]";
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        phase = Phase.EHLO;
        extensions.clear();
        sendCommand("EHLO " + domain);
        readServerResponse();
        SmtpReply reply = last();
        if (!reply.isPositive()) {
            boolean unknownCommand =
                    reply.code() == 500 || reply.code() == 501 || reply.code() == 502 || reply.code() == 504;
            if (unknownCommand && !wire.isSecured()) {
                return false;
            }
            throw new MessagingException("EHLO refused");
        }
        String[] lines = reply.text().split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].strip();
            int space = line.indexOf(' ');
            String keyword = space < 0 ? line : line.substring(0, space);
            extensions.put(keyword.toUpperCase(Locale.ROOT), space < 0 ? "" : line.substring(space + 1));
        }
        return true;
    }

    @Override
    public boolean supportsExtension(String extension) {
        boolean supported = extensions.containsKey(extension.toUpperCase(Locale.ROOT));
        if (!supported && extension.equals("STARTTLS")) {
            tlsMissing = settings.tls() == TlsMode.STARTTLS_REQUIRED;
        }
        return supported;
    }

    @Override
    public String getExtensionParameter(String extension) {
        return extensions.getOrDefault(extension.toUpperCase(Locale.ROOT), "");
    }

    @Override
    protected boolean supportsAuthentication(String mechanism) {
        for (String offered : getExtensionParameter("AUTH").split(" ")) {
            if (offered.equalsIgnoreCase(mechanism)) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected void startTLS() throws MessagingException {
        if (settings.tls() != TlsMode.STARTTLS_REQUIRED || wire.isSecured()) {
            throw new MessagingException("STARTTLS is not for now");
        }
        phase = Phase.STARTTLS;
        sendCommand("STARTTLS");
        if (readServerResponse() != 220) {
            throw new MessagingException("STARTTLS refused");
        }
        try {
            step(settings.readTimeout());
            wire.secure(sslSockets(), settings.server().host());
        } catch (WireFailure e) {
            throw broken(e);
        }
    }

    @Override
    public synchronized int simpleCommand(String command) throws MessagingException {
        boolean auth = command.startsWith("AUTH ");
        if (auth) {
            if (!wire.isSecured()) {
                throw new MessagingException("no AUTH in clear");
            }
            phase = Phase.AUTH;
        }
        sendCommand(command);
        int code = readServerResponse();
        if (code == 334 && command.startsWith("AUTH XOAUTH2")) {
            // A refused token: the reason comes as a challenge; an empty answer asks for the verdict.
            sendCommand("");
            code = readServerResponse();
        }
        authenticated |= auth && code == 235;
        return code;
    }

    @Override
    protected int simpleCommand(byte[] command) throws MessagingException {
        sendCommand(new String(command, StandardCharsets.US_ASCII));
        int code = readServerResponse();
        authenticated |= phase == Phase.AUTH && code == 235;
        return code;
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                throw new MessagingException("a command has a character that must not stand there");
            }
        }
        try {
            step(settings.writeTimeout());
            wire.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (WireFailure e) {
            throw broken(e);
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        try {
            step(settings.readTimeout());
            last = wire.readReply();
            return last.code();
        } catch (WireFailure e) {
            throw broken(e);
        }
    }

    private MessagingException broken(WireFailure e) {
        failure = failure == null ? e : failure;
        return new MessagingException("the connection broke", e);
    }

    /** Read by Angus for its exceptions, which we do not pass on: nothing of what a server said. */
    @Override
    public synchronized String getLastServerResponse() {
        return "";
    }

    @Override
    public synchronized int getLastReturnCode() {
        return last == null ? -1 : last.code();
    }

    @Override
    public synchronized void close() {
        wire.quit();
    }

    // ---- for the pool and for the envelope conversation

    private SmtpReply last() {
        if (last == null) {
            throw new IllegalStateException("no reply yet");
        }
        return last;
    }

    /** The next step may take so long, but not beyond the deadline of the mail. */
    void step(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        wire.limit(end - deadline < 0 ? end : deadline);
    }

    /** For the final dot only: not bound by the deadline of the mail. */
    void lastStep(Duration patience) {
        wire.limit(System.nanoTime() + patience.toNanos());
    }

    void deadline(long nanoTime) {
        deadline = nanoTime;
    }

    Wire wire() {
        return wire;
    }

    boolean has(String extension) {
        return extensions.containsKey(extension);
    }

    int mails() {
        return mails;
    }

    void countMail() {
        mails++;
    }

    boolean needsReset() {
        return needsReset;
    }

    void needsReset(boolean value) {
        needsReset = value;
    }

    long openedAt() {
        return openedAt;
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanoTime) {
        idleSince = nanoTime;
    }
}
