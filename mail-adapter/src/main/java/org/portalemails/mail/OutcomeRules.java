package org.portalemails.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.reply.DeadAddress;
import org.portalemails.mail.reply.EnhancedCode;
import org.portalemails.mail.reply.RefusalReason;
import org.portalemails.mail.reply.ServerText;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Misconfigured.Scope;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Rejected;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.DeliveryOutcome.Unknown;
import org.portalemails.transport.DeliveryOutcome.Unsendable;

/**
 * What a reply, or a broken connection, means for the mail.
 *
 * <p>The first digit of the reply decides between now, later and never (RFC 5321 section 4.2.1). The phase decides whose
 * matter a refusal is: before MAIL the server's or the operator's, at MAIL the sender's, from RCPT on the recipient's,
 * unless the enhanced code or the words say that it is about the sender, about authentication or about size.
 */
final class OutcomeRules {
    /** How long a server is left alone that asks for it and does not say how long. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private OutcomeRules() {}

    static Reply reply(Phase phase, SmtpReply reply, @Nullable EmailAddress recipient) {
        return new Reply(
                phase, reply.code(), reply.enhancedCode(), ServerText.withoutAddresses(reply.text(), recipient));
    }

    /** The connection broke, or what came is not SMTP. */
    static DeliveryOutcome broken(Phase phase, WireFailure failure) {
        Reply none = Reply.none(phase, String.valueOf(failure.getMessage()));
        if (phase == Phase.FINAL_DOT) {
            return new Unknown(none);
        }
        if (failure.kind() == WireFailure.Kind.UNTRUSTED) {
            return new Misconfigured(none, Scope.SERVER);
        }
        return new TryLater(none, phase.compareTo(Phase.MAIL) < 0);
    }

    static DeliveryOutcome noTls() {
        return new Misconfigured(
                Reply.none(Phase.STARTTLS, "the server, or somebody on the way, does not offer STARTTLS"),
                Scope.SERVER);
    }

    static DeliveryOutcome noAuthentication() {
        return new Misconfigured(
                Reply.none(Phase.AUTH, "the server offers no way to log in that fits the credentials"), Scope.SERVER);
    }

    static DeliveryOutcome noToken() {
        return new Misconfigured(Reply.none(Phase.AUTH, "no access token could be had"), Scope.SERVER);
    }

    static DeliveryOutcome needsSmtpUtf8() {
        return new Unsendable(
                Reply.none(Phase.MAIL, "the address is not ASCII before the @, and the server has no SMTPUTF8"));
    }

    static DeliveryOutcome tooLarge(long size, long allowed) {
        return new Unsendable(
                Reply.none(Phase.MAIL, "the mail has " + size + " bytes, the server takes at most " + allowed));
    }

    static DeliveryOutcome notAMail(Phase phase) {
        return new Unsendable(Reply.none(phase, "a value of the mail has a character that must not stand there"));
    }

    static DeliveryOutcome overRate(Duration pause) {
        return new TryLater(Reply.none(Phase.PREPARE, "the rate of mails is reached"), true, pause);
    }

    static DeliveryOutcome noConnectionFree() {
        return new TryLater(Reply.none(Phase.PREPARE, "no connection came free in time"), false);
    }

    static DeliveryOutcome closed() {
        return new TryLater(Reply.none(Phase.PREPARE, "the transport is closed"), true);
    }

    /** A reply that is not the one that leads on. */
    static DeliveryOutcome refused(Phase phase, SmtpReply refusal, @Nullable EmailAddress recipient) {
        Reply reply = reply(phase, refusal, recipient);
        return switch (refusal.digit()) {
            case 2 -> phase == Phase.FINAL_DOT ? new Accepted(reply) : unexpected(phase, reply);
            case 4 -> later(phase, refusal, reply);
            case 5 -> never(phase, refusal, reply);
            default -> unexpected(phase, reply);
        };
    }

    /** Neither yes nor no: 3yz, or 2yz where it means nothing. After the final dot nobody knows. */
    private static DeliveryOutcome unexpected(Phase phase, Reply reply) {
        if (phase == Phase.FINAL_DOT) {
            return new Unknown(reply);
        }
        return new TryLater(reply, phase.compareTo(Phase.MAIL) < 0);
    }

    private static DeliveryOutcome later(Phase phase, SmtpReply refusal, Reply reply) {
        String enhanced = reply.enhancedCode();
        boolean early = phase.compareTo(Phase.MAIL) <= 0;
        boolean wholeServer = phase.compareTo(Phase.MAIL) < 0
                || refusal.code() == 421
                || EnhancedCode.saysServer(enhanced)
                || early && EnhancedCode.saysSlowDown(enhanced)
                || RefusalReason.of(refusal.text()) == RefusalReason.TOO_MANY_CONNECTIONS;
        // 421 and 4.7.x are a server's own words for "leave me alone"; at RCPT, 4.7.x is about the recipient:
        // greylisted.
        boolean asked = wholeServer && (refusal.code() == 421 || EnhancedCode.saysSlowDown(enhanced));
        return new TryLater(reply, wholeServer, asked ? LEFT_ALONE : Duration.ZERO);
    }

    private static DeliveryOutcome never(Phase phase, SmtpReply refusal, Reply reply) {
        String enhanced = reply.enhancedCode();
        if (phase.compareTo(Phase.MAIL) < 0) {
            return new Misconfigured(reply, Scope.SERVER);
        }
        if (refusal.code() == 530 || refusal.code() == 538 || EnhancedCode.saysAuthentication(enhanced)) {
            return new Misconfigured(reply, Scope.SERVER);
        }
        RefusalReason reason = RefusalReason.of(refusal.text());
        boolean size = EnhancedCode.saysSize(enhanced)
                || reason == RefusalReason.MESSAGE_TOO_BIG && !EnhancedCode.saysDead(enhanced);
        if (size || EnhancedCode.saysUtf8(enhanced)) {
            return new Unsendable(reply);
        }
        if (phase == Phase.MAIL
                || EnhancedCode.saysSender(enhanced)
                || phase == Phase.RCPT && RefusalReason.isAboutSender(refusal.text())) {
            return new Misconfigured(reply, Scope.SENDER);
        }
        return new Rejected(reply, phase == Phase.RCPT && DeadAddress.saidBy(enhanced, refusal.text()));
    }
}
