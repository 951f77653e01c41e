package org.portalemails.spring;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.limit.RequestLimits;
import org.portalemails.recovery.NewRecoveryRequest;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryReply;
import org.portalemails.recovery.RecoveryRequest;
import org.portalemails.recovery.RecoveryRequests;

/** The dispatcher looks at once for what somebody asked, instead of at its next round. */
final class WakingRecoveryRequests implements RecoveryRequests {
    private final RecoveryRequests requests;
    private final WakeUp wakeUp;

    WakingRecoveryRequests(RecoveryRequests requests, WakeUp wakeUp) {
        this.requests = requests;
        this.wakeUp = wakeUp;
    }

    @Override
    public void submit(NewRecoveryRequest request) {
        requests.submit(request);
        wakeUp.whenCommitted();
    }

    @Override
    public Optional<Taken> take(Duration lease, RecoveryPolicy policy) {
        return requests.take(lease, policy);
    }

    @Override
    public boolean conclude(
            RecoveryRequest request, RecoveryOutcome outcome, List<RecoveryReply> replies, RequestLimits limits) {
        return requests.conclude(request, outcome, replies, limits);
    }

    @Override
    public void postpone(RecoveryRequest request, Duration after) {
        requests.postpone(request, after);
    }

    @Override
    public List<RecoveryRecord> newest(int limit) {
        return requests.newest(limit);
    }

    @Override
    public int purge(Duration endedLongerAgoThan) {
        return requests.purge(endedLongerAgoThan);
    }

    @Override
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return requests.suppressedAmong(company, addresses);
    }
}
