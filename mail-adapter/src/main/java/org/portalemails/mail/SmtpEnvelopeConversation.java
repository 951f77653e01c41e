package org.portalemails.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Phase;

/**
 * The part of a conversation that carries one mail: MAIL, RCPT, DATA, body, final dot. In one go where the server announces
 * PIPELINING (RFC 2920), else step by step.
 *
 * <p>Knows at every point whether the mail may have been taken: not before the last byte of the final dot was handed to
 * the operating system, possibly afterwards.
 */
final class SmtpEnvelopeConversation {
    private static final byte[] DATA = "DATA\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RSET = "RSET\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOT = ".\r\n".getBytes(StandardCharsets.US_ASCII);
    /** Up to here one write takes body and final dot; above, a write that hangs must be told from a lost answer. */
    private static final int ONE_WRITE = 16 * 1024;

    private final SmtpConnection connection;
    private final Wire wire;
    private final SmtpSettings settings;
    private Phase phase = Phase.MAIL;

    SmtpEnvelopeConversation(SmtpConnection connection, SmtpSettings settings) {
        this.connection = connection;
        this.wire = connection.wire();
        this.settings = settings;
    }

    /**
     * Sends one mail.
     *
     * @param message headers and body, every line ended by CRLF
     * @return what became of it; the connection may be used again only if it is {@linkplain Wire#isClosed() not closed}
     * @throws Undelivered if the connection broke before any body was sent
     */
    DeliveryOutcome send(Envelope envelope, byte[] message) throws Undelivered {
        if (envelope.needsSmtpUtf8() && !connection.has("SMTPUTF8")) {
            return OutcomeRules.needsSmtpUtf8();
        }
        long allowed = allowedSize();
        if (allowed > 0 && message.length > allowed) {
            return OutcomeRules.tooLarge(message.length, allowed);
        }
        DeliveryNotices notices = connection.has("DSN") ? settings.notices() : null;
        byte[] mail = envelope.mailCommand(message.length, connection.has("SIZE"), connection.has("8BITMIME"), notices);
        byte[] recipient = envelope.recipientCommand(notices);
        byte[] body = SmtpBody.stuffed(message);
        try {
            DeliveryOutcome refusal = connection.has("PIPELINING")
                    ? announcePipelined(envelope, mail, recipient)
                    : announce(envelope, mail, recipient);
            if (refusal != null) {
                return refusal;
            }
            phase = Phase.DATA;
            return body(envelope, body);
        } catch (WireFailure e) {
            boolean beforeBody = phase != Phase.FINAL_DOT && !bodyBegun;
            DeliveryOutcome outcome = OutcomeRules.broken(phase, e);
            throw new Undelivered(outcome, beforeBody && e.kind() == WireFailure.Kind.LOST);
        }
    }

    private boolean bodyBegun;

    private long allowedSize() {
        String value = connection.getExtensionParameter("SIZE").strip();
        if (value.isEmpty() || value.length() > 18) {
            return 0;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return 0;
            }
        }
        return Long.parseLong(value);
    }

    /** One step after the other; {@code null} if the server waits for the body. */
    private @Nullable DeliveryOutcome announce(Envelope envelope, byte[] mail, byte[] recipient)
            throws WireFailure, Undelivered {
        if (connection.needsReset()) {
            SmtpReply reset = ask(RSET);
            if (!reset.isPositive()) {
                throw stale(reset);
            }
            connection.needsReset(false);
        }
        SmtpReply reply = ask(mail);
        if (!reply.isPositive()) {
            return refused(reply, envelope);
        }
        connection.needsReset(true);
        phase = Phase.RCPT;
        reply = ask(recipient);
        if (!reply.isPositive()) {
            return refused(reply, envelope);
        }
        phase = Phase.DATA;
        reply = ask(DATA);
        return reply.code() == 354 ? null : refused(reply, envelope);
    }

    private SmtpReply ask(byte[] command) throws WireFailure {
        connection.step(settings.writeTimeout());
        wire.write(command);
        return read();
    }

    private SmtpReply read() throws WireFailure {
        connection.step(settings.readTimeout());
        return wire.readReply();
    }

    private @Nullable DeliveryOutcome announcePipelined(Envelope envelope, byte[] mail, byte[] recipient)
            throws WireFailure, Undelivered {
        boolean reset = connection.needsReset();
        int resetLength = reset ? RSET.length : 0;
        byte[] group = new byte[resetLength + mail.length + recipient.length + DATA.length];
        if (reset) {
            System.arraycopy(RSET, 0, group, 0, RSET.length);
        }
        System.arraycopy(mail, 0, group, resetLength, mail.length);
        System.arraycopy(recipient, 0, group, resetLength + mail.length, recipient.length);
        System.arraycopy(DATA, 0, group, group.length - DATA.length, DATA.length);
        connection.step(settings.writeTimeout());
        wire.write(group);
        if (reset) {
            SmtpReply reply = read();
            if (!reply.isPositive()) {
                throw stale(reply);
            }
        }
        connection.needsReset(true);
        SmtpReply mailReply = read();
        if (!mailReply.isPositive()) {
            DeliveryOutcome outcome = refused(mailReply, envelope);
            drain(2);
            return outcome;
        }
        phase = Phase.RCPT;
        SmtpReply recipientReply = read();
        if (!recipientReply.isPositive()) {
            DeliveryOutcome outcome = refused(recipientReply, envelope);
            drain(1);
            return outcome;
        }
        phase = Phase.DATA;
        SmtpReply dataReply = read();
        return dataReply.code() == 354 ? null : refused(dataReply, envelope);
    }

    /**
     * Reads the replies to commands that were sent along with a refused one. A server that now waits for a body gets none:
     * the connection is closed, since a dot would end a mail that nobody meant.
     */
    private void drain(int replies) {
        try {
            for (int i = 0; i < replies && !wire.isClosed(); i++) {
                SmtpReply reply = read();
                if (reply.digit() != 5 && reply.digit() != 4 && !(i == 0 && replies == 2) || reply.code() == 421) {
                    wire.close();
                }
            }
        } catch (WireFailure e) {
            wire.close();
        }
    }

    private DeliveryOutcome refused(SmtpReply reply, Envelope envelope) throws Undelivered {
        DeliveryOutcome outcome = OutcomeRules.refused(phase, reply, envelope.recipient());
        if (reply.code() == 421) {
            throw stale(reply);
        }
        boolean strange = reply.digit() != 4 && reply.digit() != 5;
        if (strange) {
            wire.close();
        }
        return outcome;
    }

    /** The server gave this connection up before it took anything. */
    private Undelivered stale(SmtpReply reply) {
        wire.close();
        return new Undelivered(OutcomeRules.refused(phase, reply, null), true);
    }

    private DeliveryOutcome body(Envelope envelope, byte[] body) throws WireFailure {
        bodyBegun = true;
        connection.step(settings.writeTimeout());
        if (body.length <= ONE_WRITE) {
            writeWhole(body);
        } else {
            wire.write(body, 0, body.length - DOT.length);
            phase = Phase.FINAL_DOT;
            connection.lastStep(settings.finalDotTimeout());
            wire.write(DOT);
        }
        phase = Phase.FINAL_DOT;
        connection.lastStep(settings.finalDotTimeout());
        SmtpReply reply = wire.readReply();
        DeliveryOutcome outcome = OutcomeRules.refused(Phase.FINAL_DOT, reply, envelope.recipient());
        connection.needsReset(false);
        boolean settled = outcome instanceof Accepted || reply.digit() == 4 || reply.digit() == 5;
        if (!settled || reply.code() == 421) {
            wire.close();
        }
        return outcome;
    }

    /** A write that the system refuses has not handed over its last byte; one that we cut off may have. */
    private void writeWhole(byte[] body) throws WireFailure {
        try {
            wire.write(body);
        } catch (WireFailure e) {
            phase = e.kind() == WireFailure.Kind.TIMEOUT ? Phase.FINAL_DOT : Phase.DATA;
            throw e;
        }
    }

    /** Asks whether the server is still there. */
    static boolean isAlive(SmtpConnection connection, Duration patience) {
        try {
            connection.step(patience);
            connection.wire().write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.step(patience);
            return connection.wire().readReply().isPositive();
        } catch (WireFailure e) {
            return false;
        }
    }
}
