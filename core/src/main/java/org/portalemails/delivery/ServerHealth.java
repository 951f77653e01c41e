package org.portalemails.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.OutboxQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outcomes say about the server, the settings and addresses: holds for what is misconfigured, the breaker for a server that is
 * down, the suppression list for addresses that are dead. Used by the dispatcher's own thread only.
 */
final class ServerHealth {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchEngine.class);

    private final OutboxQueue queue;
    private final DispatchPolicy policy;
    private final Listening listening;
    private final ServerBreaker breaker;
    private final DeadAddresses deadAddresses;

    ServerHealth(
            OutboxQueue queue,
            DispatchPolicy policy,
            Listening listening,
            ServerBreaker breaker,
            DeadAddresses deadAddresses) {
        this.queue = queue;
        this.policy = policy;
        this.listening = listening;
        this.breaker = breaker;
        this.deadAddresses = deadAddresses;
    }

    /** How many mails that are no probes may be claimed now: none while the server rests, one to try whether it is up again. */
    int mayClaim(int wanted) {
        if (breaker.isOpen()) {
            return 0;
        }
        return breaker.isSuspicious() ? 1 : wanted;
    }

    /** Before the mails are put aside, so that the sweep of another node does not queue them at once. */
    void holdWhatIsMisconfigured(List<Outcome> due) {
        for (Outcome one : due) {
            if (one.done().outcome() instanceof DeliveryOutcome.Misconfigured broken) {
                HoldScope scope = scopeOf(broken, one.done().settlement().claim());
                String said = broken.reply().text();
                String reason = said.isBlank() ? broken.code() : said;
                if (queue.holdMisconfigured(scope, reason, policy.probe())) {
                    LOG.error("on hold until it works again, {}: {}", scope.key(), reason);
                    listening.tell(listener -> listener.suspended(scope, reason));
                }
            }
        }
    }

    private static HoldScope scopeOf(DeliveryOutcome.Misconfigured broken, ClaimedMail mail) {
        return broken.scope() == DeliveryOutcome.Misconfigured.Scope.SERVER
                ? HoldScope.EVERYTHING
                : HoldScope.group(mail.group());
    }

    /**
     * Learns from outcomes that are written, and gives back what was claimed if there is no use in trying. A mail that ended before
     * anything was said to the server (blocked by the guard, unsendable) tells nothing about it. A server that takes mails and asks
     * for a pause gets it.
     */
    void learn(List<Outcome> settled, Claims claims) {
        Duration failed = null;
        Duration untried = null;
        boolean answered = false;
        for (Outcome one : settled) {
            DeliveryOutcome outcome = one.done().outcome();
            ClaimedMail mail = one.done().settlement().claim();
            if (outcome == null) {
                continue;
            }
            deadAddresses.learn(mail, outcome);
            if (outcome instanceof DeliveryOutcome.TryLater later && !later.attempted()) {
                untried = later.wholeServer() ? longer(untried, later.pause()) : untried;
            } else if (outcome instanceof DeliveryOutcome.TryLater later && later.wholeServer()) {
                failed = longer(failed, later.pause());
            } else if (outcome instanceof DeliveryOutcome.Accepted
                    || outcome.reply().phase() != DeliveryOutcome.Phase.PREPARE) {
                answered = true;
                if (mail.is(ClaimedMail.Flag.PROBE) && !(outcome instanceof DeliveryOutcome.Misconfigured)) {
                    endHold(HoldScope.EVERYTHING);
                    endHold(HoldScope.group(mail.group()));
                }
            }
        }
        if (answered) {
            breaker.serverAnswered();
            untried = failed == null || failed.isZero() ? untried : longer(untried, failed);
        } else if (failed != null) {
            breaker.serverFailed(failed);
            claims.giveBack(EntryReason.SERVER_DOWN);
        }
        if (untried != null) {
            breaker.rest(untried);
            claims.giveBack(EntryReason.NOT_TRIED);
        }
    }

    private static Duration longer(@Nullable Duration one, Duration other) {
        return one == null || one.compareTo(other) < 0 ? other : one;
    }

    private void endHold(HoldScope scope) {
        if (queue.endMisconfigured(scope)) {
            LOG.info("works again, {}", scope.key());
            listening.tell(listener -> listener.worksAgain(scope));
        }
    }
}
