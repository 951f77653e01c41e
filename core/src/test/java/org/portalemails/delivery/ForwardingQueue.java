package org.portalemails.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.Settlement;

/** A queue in front of another: tests override what shall go wrong. */
class ForwardingQueue implements OutboxQueue {
    private final OutboxQueue queue;

    ForwardingQueue(OutboxQueue queue) {
        this.queue = queue;
    }

    @Override
    public List<ClaimedMail> claim(ClaimRequest request) {
        return queue.claim(request);
    }

    @Override
    public List<ClaimedMail> claimProbes(ClaimRequest request, int limit, Duration nextProbe) {
        return queue.claimProbes(request, limit, nextProbe);
    }

    @Override
    public Set<String> routes() {
        return queue.routes();
    }

    @Override
    public boolean admit(ClaimedMail mail) {
        return queue.admit(mail);
    }

    @Override
    public List<Boolean> settle(List<Settlement> settlements) {
        return queue.settle(settlements);
    }

    @Override
    public boolean holdMisconfigured(HoldScope scope, String reason, Duration firstProbe) {
        return queue.holdMisconfigured(scope, reason, firstProbe);
    }

    @Override
    public boolean endMisconfigured(HoldScope scope) {
        return queue.endMisconfigured(scope);
    }

    @Override
    public List<Hold> holds() {
        return queue.holds();
    }

    @Override
    public int sweep() {
        return queue.sweep();
    }
}
