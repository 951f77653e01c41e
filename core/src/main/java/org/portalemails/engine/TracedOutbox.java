package org.portalemails.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailTracing;
import org.portalemails.email.PlannedMail;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails are written with the trace of whoever announces them. */
public final class TracedOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(TracedOutbox.class);

    private final Outbox outbox;
    private final MailTracing tracing;

    public TracedOutbox(Outbox outbox, MailTracing tracing) {
        this.outbox = outbox;
        this.tracing = tracing;
    }

    private List<? extends PlannedMail> traced(List<? extends PlannedMail> entries) {
        if (entries.stream().noneMatch(PlannedMail.Send.class::isInstance)) {
            return entries;
        }
        Map<String, String> trace;
        try {
            trace = tracing.announced();
        } catch (RuntimeException e) {
            LOG.warn("the trace of an announcement is not known", e);
            return entries;
        }
        if (trace.isEmpty()) {
            return entries;
        }
        List<PlannedMail> traced = new ArrayList<>(entries.size());
        for (PlannedMail entry : entries) {
            traced.add(entry instanceof PlannedMail.Send send ? send.tracedBy(trace) : entry);
        }
        return traced;
    }

    @Override
    public List<AppendResult> append(List<? extends PlannedMail> entries) {
        return outbox.append(traced(entries));
    }

    @Override
    public Optional<List<AppendResult>> appendIf(List<? extends PlannedMail> entries, AppendCondition condition) {
        return outbox.appendIf(traced(entries), condition);
    }

    @Override
    public Set<EmailAddress> suppressedAmong(CompanyId company, Collection<EmailAddress> addresses) {
        return outbox.suppressedAmong(company, addresses);
    }

    @Override
    public Outbox outsideTransactions() {
        return new TracedOutbox(outbox.outsideTransactions(), tracing);
    }

    @Override
    public Set<LimitKey> usedUp(Collection<Quota> quotas) {
        return outbox.usedUp(quotas);
    }
}
