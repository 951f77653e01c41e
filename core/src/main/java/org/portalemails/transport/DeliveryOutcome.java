package org.portalemails.transport;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt to deliver a mail. The constants of {@link Phase} say how far the conversation got.
 *
 * <p>Who acts: nobody on {@link Accepted}; the dispatcher on {@link TryLater} and {@link Unknown}; the operator on {@link
 * Misconfigured}; staff, who can fix an address, on {@link Rejected} and {@link Unsendable}.
 */
public sealed interface DeliveryOutcome {
    /** How far the conversation had got. */
    enum Phase {
        /** Before anything was said. */
        PREPARE,
        /** Opening the connection. */
        CONNECT,
        /** Waiting for the server's greeting. */
        GREETING,
        /** EHLO or HELO. */
        EHLO,
        /** STARTTLS and the TLS handshake. */
        STARTTLS,
        /** Authentication. */
        AUTH,
        /** MAIL FROM. */
        MAIL,
        /** RCPT TO. */
        RCPT,
        /** DATA and the body. */
        DATA,
        /** After the final dot. */
        FINAL_DOT
    }

    /**
     * Where the attempt ended.
     *
     * @return how far it got, and what the other side said
     */
    Reply reply();

    /**
     * A stable name for storage and metrics.
     *
     * @return lower-case ASCII letters and hyphens
     */
    String code();

    /**
     * What the other side said, and when.
     *
     * @param phase how far the conversation had got
     * @param replyCode the three-digit SMTP reply, or 0 if there was none
     * @param enhancedCode the enhanced status code of RFC 3463, such as {@code 5.1.1}, or {@code null}
     * @param text the server's text or ours: one line, printable, at most 300 characters, without addresses
     */
    record Reply(Phase phase, int replyCode, @Nullable String enhancedCode, String text) {
        /** The longest text that is kept, in UTF-16 units. */
        public static final int MAX_TEXT = 300;

        /** Cleans and bounds the text. */
        public Reply {
            Objects.requireNonNull(phase, "phase");
            StringBuilder clean = new StringBuilder();
            text.codePoints().limit(MAX_TEXT).forEach(c -> {
                boolean printable = c >= 0x20
                        && c != 0x7f
                        && !(c >= 0x80 && c < 0xa0)
                        && Character.isValidCodePoint(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE
                        && c != 0x2028
                        && c != 0x2029;
                clean.appendCodePoint(printable ? c : ' ');
            });
            clean.setLength(Math.min(clean.length(), MAX_TEXT));
            text = clean.toString().strip();
        }

        /**
         * A reply that is none: something happened on our side of the conversation.
         *
         * @param phase how far the conversation had got
         * @param text what happened, without personal data
         * @return the reply
         */
        public static Reply none(Phase phase, String text) {
            return new Reply(phase, 0, null, text);
        }
    }

    /**
     * The other side took responsibility for the mail.
     *
     * @param reply the reply to the final dot, usually with the server's queue id
     */
    record Accepted(Reply reply) implements DeliveryOutcome {
        @Override
        public String code() {
            return "accepted";
        }
    }

    /**
     * Refused for good; trying again is useless.
     *
     * @param reply the refusal
     * @param addressDead whether the refusal says that the recipient's mailbox does not exist or is closed
     */
    record Rejected(Reply reply, boolean addressDead) implements DeliveryOutcome {
        @Override
        public String code() {
            return "rejected";
        }
    }

    /**
     * Not now: busy, greylisted, over quota, connection failed before the final dot. The mail is not tried again before the
     * pause is over, and other mails neither if it is about the whole server. What was not tried spends no attempt.
     *
     * @param reply where it ended; phase {@link Phase#PREPARE} means that nothing was tried
     * @param wholeServer whether other mails to the same server would fare the same now
     * @param pause how long to wait, where the transport knows: the server asked to be left alone, or the transport's own rate
     *     is reached; else zero, and the dispatcher chooses; more than {@link #LONGEST_PAUSE} is taken as that
     */
    record TryLater(Reply reply, boolean wholeServer, Duration pause) implements DeliveryOutcome {
        /** The longest pause that is believed: one day. */
        public static final Duration LONGEST_PAUSE = Duration.ofDays(1);

        /**
         * Refuses a negative pause.
         *
         * @throws IllegalArgumentException if {@code pause} is negative
         */
        public TryLater {
            Objects.requireNonNull(reply, "reply");
            if (pause.isNegative()) {
                throw new IllegalArgumentException("pause: must not be negative");
            }
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }

        /**
         * Without a known pause.
         *
         * @param reply where it ended
         * @param wholeServer whether other mails to the same server would fare the same now
         */
        public TryLater(Reply reply, boolean wholeServer) {
            this(reply, wholeServer, Duration.ZERO);
        }

        /**
         * Whether anything was tried. An attempt that was none must not count as one: it says that the rate is
         * reached, or that no connection came free, and nothing about this mail.
         *
         * @return {@code false} if the mail never left us
         */
        public boolean attempted() {
            return reply.phase() != Phase.PREPARE;
        }

        @Override
        public String code() {
            return "try-later";
        }
    }

    /**
     * The connection was lost after the final dot: the mail may or may not have been taken. It is tried again with the
     * same Message-ID and may arrive twice.
     *
     * @param reply where it ended
     */
    record Unknown(Reply reply) implements DeliveryOutcome {
        @Override
        public String code() {
            return "unknown";
        }
    }

    /**
     * The way itself is broken: TLS, authentication, a sender that the server refuses. Every mail with this configuration
     * waits, without spending attempts, until an operator acts.
     *
     * @param reply where it ended
     * @param scope how far it reaches
     */
    record Misconfigured(Reply reply, Scope scope) implements DeliveryOutcome {
        /** How far a broken configuration reaches. */
        public enum Scope {
            /** Every mail through this server. */
            SERVER,
            /** Mails with this sender: the settings of one group. */
            SENDER
        }

        @Override
        public String code() {
            return "misconfigured";
        }
    }

    /**
     * This mail cannot be sent through this server: the address needs SMTPUTF8, or the mail is too large. Final.
     *
     * @param reply what is in the way
     */
    record Unsendable(Reply reply) implements DeliveryOutcome {
        @Override
        public String code() {
            return "unsendable";
        }
    }

    /**
     * Not sent because the guard for test systems holds this recipient back. Final.
     *
     * @param reply which guard
     */
    record HeldBack(Reply reply) implements DeliveryOutcome {
        @Override
        public String code() {
            return "blocked-by-guard";
        }
    }
}
