package org.portalemails.spring;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.PlannedMail;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;

/** The dispatcher looks at once for what was written, instead of at its next round. */
final class WakingOutbox implements Outbox {
    private final Outbox outbox;
    private final WakeUp wakeUp;

    WakingOutbox(Outbox outbox, WakeUp wakeUp) {
        this.outbox = outbox;
        this.wakeUp = wakeUp;
    }

    @Override
    public List<AppendResult> append(List<? extends PlannedMail> entries) {
        List<AppendResult> results = outbox.append(entries);
        wakeUp.whenCommitted();
        return results;
    }

    @Override
    public Optional<List<AppendResult>> appendIf(List<? extends PlannedMail> entries, AppendCondition condition) {
        Optional<List<AppendResult>> results = outbox.appendIf(entries, condition);
        if (results.isPresent()) {
            wakeUp.whenCommitted();
        }
        return results;
    }

    @Override
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return outbox.suppressedAmong(company, addresses);
    }

    /** The dispatcher finds what is written there at its next round. */
    @Override
    public Outbox outsideTransactions() {
        return outbox.outsideTransactions();
    }

    @Override
    public Set<LimitKey> usedUp(Collection<Quota> quotas) {
        return outbox.usedUp(quotas);
    }
}
