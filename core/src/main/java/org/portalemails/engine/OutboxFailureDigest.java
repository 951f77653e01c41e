package org.portalemails.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.composition.DeliveryReportMail;
import org.portalemails.delivery.FailureDigest;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.delivery.OutboxWatch.Trouble;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.EventId;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfiles;
import org.portalemails.layout.MailLayout;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.limit.RequestLimit;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.settings.SettingsStore;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What failed, read from the outbox → one report for each address that settings name.
 *
 * <p>One an hour, whichever nodes look:
 *
 * <ol>
 *   <li>while a report to the address waits, or one ended less than an hour ago, none is written;
 *   <li>the id of the event of a report is that of its hour, so two nodes that look at once write one;
 *   <li>a limit of one an hour is counted when it leaves: for two nodes that look before and behind the full hour.
 * </ol>
 */
public final class OutboxFailureDigest implements FailureDigest {
    private static final Logger LOG = LoggerFactory.getLogger(FailureDigest.class);
    private static final Duration HOUR = Duration.ofHours(1);
    /** What is older was reported, or nobody wanted to know. */
    private static final Duration DAY = Duration.ofDays(1);
    /** No mail is tried for so long, unless it was on hold. */
    private static final Duration ANNOUNCED_WITHIN = Duration.ofDays(14);

    private static final int LOOKED_AT = 2_000;
    private static final int MOST_REMEMBERED = 1_000;

    private final Parts parts;
    private final OutboxAdministration administration;
    private final OutboxWatch watch;
    private final Deque<Returned> returned = new ArrayDeque<>();

    /** What the work needs of the rest. */
    public record Parts(
            Outbox outbox,
            SettingsStore settings,
            CustomerGroupDirectory groups,
            CompanyDirectory companies,
            PortalProfiles profiles,
            MailRoutes routes,
            BuiltInTexts texts,
            MailLayout layout,
            Clock clock,
            Supplier<MailId> ids) {}

    /** A mail that came back, and when that was told. */
    record Returned(Bounce bounce, Instant at) {}

    public OutboxFailureDigest(Parts parts, OutboxAdministration administration, OutboxWatch watch) {
        this.parts = parts;
        this.administration = administration;
        this.watch = watch;
    }

    @Override
    public void bounced(Bounce bounce) {
        if (bounce.group().equals(DeliveryReportMail.GROUP)) {
            return;
        }
        synchronized (returned) {
            returned.addLast(new Returned(bounce, parts.clock().instant()));
            if (returned.size() > MOST_REMEMBERED) {
                returned.removeFirst();
            }
        }
    }

    @Override
    public int runOnce() {
        if (parts.settings().owners().isEmpty()) {
            return 0;
        }
        Instant now = parts.clock().instant();
        List<OutboxEntry> failed = failed(now);
        List<Returned> back = returned(now);
        List<Trouble> troubles = watch.troubles().stream()
                .filter(trouble -> !trouble.scope().equals(HoldScope.group(DeliveryReportMail.GROUP)))
                .toList();
        if (failed.isEmpty() && back.isEmpty() && troubles.isEmpty()) {
            return 0;
        }
        ToldOwners owners = new ToldOwners(parts, administration);
        failed.forEach(owners::add);
        back.forEach(owners::add);
        owners.add(troubles, troubles.isEmpty() ? List.of() : waiting());
        List<OutboxEntry> reports = administration
                .page(OutboxQuery.all().ofGroup(DeliveryReportMail.GROUP).atMost(LOOKED_AT))
                .entries();
        int written = 0;
        for (ToldOwner owner : owners.all()) {
            written += report(owner, reports, troubles, now) ? 1 : 0;
        }
        return written;
    }

    /** One question for each state: of two at once no index has the newest. */
    private List<OutboxEntry> failed(Instant now) {
        return Stream.of(EntryState.DEAD, EntryState.EXPIRED)
                .map(state -> OutboxQuery.all().inState(state).announced(now.minus(ANNOUNCED_WITHIN), null))
                .flatMap(query -> entries(query).stream())
                .filter(entry -> entry.state() == EntryState.DEAD
                        || EntryReason.SECRET_ENDED.code().equals(entry.reason()))
                .filter(entry ->
                        entry.finishedAt() != null && entry.finishedAt().isAfter(now.minus(DAY)))
                .toList();
    }

    private List<OutboxEntry> waiting() {
        return entries(OutboxQuery.all().inState(EntryState.QUEUED, EntryState.WAITING));
    }

    private List<OutboxEntry> entries(OutboxQuery query) {
        return administration.page(query.atMost(LOOKED_AT)).entries().stream()
                .filter(entry -> !entry.test() && !entry.group().equals(DeliveryReportMail.GROUP))
                .toList();
    }

    private List<Returned> returned(Instant now) {
        synchronized (returned) {
            returned.removeIf(one -> one.at().isBefore(now.minus(DAY)));
            return new ArrayList<>(returned);
        }
    }

    private boolean report(ToldOwner owner, List<OutboxEntry> reports, List<Trouble> troubles, Instant now) {
        Optional<OutboxEntry> last = reports.stream()
                .filter(report -> owner.to().mailboxKey().equals(report.recipient()))
                .findFirst();
        if (last.filter(report -> isRecent(report, now)).isPresent()) {
            return false;
        }
        Instant since = last.map(OutboxEntry::createdAt)
                .filter(before -> before.isAfter(now.minus(DAY)))
                .orElse(now.minus(HOUR));
        List<DeliveryReportMail.Failures> failures = owner.failures(since);
        if (failures.isEmpty() && owner.troubles().isEmpty()) {
            return false;
        }
        LimitKey counter = LimitKey.of(owner.to()).countedFor(DeliveryReportMail.CODE);
        Optional<ComposedMail> mail = DeliveryReportMail.compose(
                owner.to(),
                failures,
                owner.troubles(),
                owner.settings(),
                parts.profiles().of(owner.company()),
                now,
                new EventId(DeliveryReportMail.CODE + "-" + counter.value().substring(0, 32) + "-"
                        + now.getEpochSecond() / HOUR.toSeconds()),
                parts.ids().get(),
                parts.layout());
        if (mail.isEmpty()) {
            LOG.warn("failures are not reported: there is no sender at any level of the settings that say to whom");
            return false;
        }
        EmailAddress sender = mail.get().from().address();
        PlannedMail.Send report = new PlannedMail.Send(
                mail.get(),
                null,
                List.of(new Quota(counter, new RequestLimit(1, HOUR))),
                owner.company(),
                route(owner.company(), sender, troubles));
        boolean written = parts.outbox().append(List.of(report)).get(0).appended();
        if (written) {
            synchronized (returned) {
                returned.removeAll(new HashSet<>(owner.returned()));
            }
        }
        return written;
    }

    /** Whether it waits, or ended less than an hour ago. */
    private static boolean isRecent(OutboxEntry report, Instant now) {
        boolean waits = report.state() == EntryState.QUEUED
                || report.state() == EntryState.SENDING
                || report.state() == EntryState.WAITING;
        Instant ended = report.finishedAt() == null ? report.createdAt() : report.finishedAt();
        return waits || ended.isAfter(now.minus(HOUR));
    }

    /** Its own, unless that is known to carry nothing and another one is not. */
    private String route(CompanyId company, EmailAddress sender, List<Trouble> troubles) {
        Set<HoldScope> closed = new HashSet<>();
        troubles.stream()
                .filter(trouble -> trouble.kind() == OutboxWatch.Kind.SERVER_DOWN
                        || trouble.kind() == OutboxWatch.Kind.SERVER_REFUSES)
                .forEach(trouble -> closed.add(trouble.scope()));
        administration.holds().forEach(hold -> closed.add(hold.scope()));
        MailRoute own = parts.routes().find(DeliveryReportMail.GROUP, company, sender);
        if (isOpen(own, company, closed)) {
            return own.name();
        }
        return parts.routes().all().stream()
                .filter(route -> route.sendsFor(sender) && isOpen(route, company, closed))
                .findFirst()
                .orElse(own)
                .name();
    }

    private static boolean isOpen(MailRoute route, CompanyId company, Set<HoldScope> closed) {
        return closed.stream().noneMatch(scope -> scope.covers(DeliveryReportMail.GROUP, company, route.name()));
    }
}
