package org.portalemails.testkit;

import java.time.Duration;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;

/**
 * Answers of mail servers as they are met in practice, for {@link RecordingTransport}.
 *
 * @since 0.1.0
 */
public final class Outcomes {
    private Outcomes() {}

    /**
     * The server took the mail.
     *
     * @return 250 to the final dot
     */
    public static DeliveryOutcome accepted() {
        return new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.0.0", "queued"));
    }

    /**
     * There is no such mailbox: the mail is dead, and so is the address.
     *
     * @return 550 5.1.1 to RCPT
     */
    public static DeliveryOutcome noSuchMailbox() {
        return new DeliveryOutcome.Rejected(new Reply(Phase.RCPT, 550, "5.1.1", "no such user here"), true);
    }

    /**
     * The server does not want this mail: it is dead, the address is not.
     *
     * @return 554 5.7.1 to the final dot
     */
    public static DeliveryOutcome refusedAsSpam() {
        return new DeliveryOutcome.Rejected(
                new Reply(Phase.FINAL_DOT, 554, "5.7.1", "message refused by policy"), false);
    }

    /**
     * Greylisted: this mail later, others now.
     *
     * @return 450 4.2.0 to RCPT
     */
    public static DeliveryOutcome greylisted() {
        return new DeliveryOutcome.TryLater(new Reply(Phase.RCPT, 450, "4.2.0", "greylisted"), false);
    }

    /**
     * The server is down: every mail later.
     *
     * @return no connection
     */
    public static DeliveryOutcome serverDown() {
        return new DeliveryOutcome.TryLater(Reply.none(Phase.CONNECT, "connection refused"), true);
    }

    /**
     * The server wants to be left alone for a while.
     *
     * @param pause how long
     * @return 421 4.3.2 as a greeting
     */
    public static DeliveryOutcome busyFor(Duration pause) {
        return new DeliveryOutcome.TryLater(new Reply(Phase.GREETING, 421, "4.3.2", "too busy"), true, pause);
    }

    /**
     * The connection broke after the final dot: perhaps taken, perhaps not.
     *
     * @return no reply to the final dot
     */
    public static DeliveryOutcome connectionLostAfterTheFinalDot() {
        return new DeliveryOutcome.Unknown(Reply.none(Phase.FINAL_DOT, "connection lost"));
    }

    /**
     * User name or password of the mail server are wrong: every mail waits for an operator.
     *
     * @return 535 5.7.8 to AUTH
     */
    public static DeliveryOutcome wrongPassword() {
        return new DeliveryOutcome.Misconfigured(
                new Reply(Phase.AUTH, 535, "5.7.8", "authentication failed"),
                DeliveryOutcome.Misconfigured.Scope.SERVER);
    }

    /**
     * The server does not let this sender send: the mails of the group wait.
     *
     * @return 553 5.7.1 to MAIL
     */
    public static DeliveryOutcome senderNotAllowed() {
        return new DeliveryOutcome.Misconfigured(
                new Reply(Phase.MAIL, 553, "5.7.1", "sender address not owned by user"),
                DeliveryOutcome.Misconfigured.Scope.SENDER);
    }

    /**
     * The guard of a test system held the mail back.
     *
     * @return held back
     */
    public static DeliveryOutcome suspended() {
        return new DeliveryOutcome.HeldBack(Reply.none(Phase.PREPARE, "held back by the guard"));
    }
}
