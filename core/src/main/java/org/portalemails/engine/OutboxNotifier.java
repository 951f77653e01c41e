package org.portalemails.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Mailing;
import org.portalemails.announce.Notifier;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.PortalEvent;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.spi.AppendCondition;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;

/** Settings × event → entries of the outbox, in the caller's transaction. */
public final class OutboxNotifier implements Notifier {
    private final EventEntries events;
    private final Outbox outbox;

    public OutboxNotifier(EventEntries events, Outbox outbox) {
        this.events = events;
        this.outbox = outbox;
    }

    @Override
    public Announcement announce(PortalEvent event) {
        Objects.requireNonNull(event, "event");
        Optional<Announcement> atOnce = fromMemory(event);
        if (atOnce.isPresent()) {
            return atOnce.get();
        }
        EventEntries.GroupView view = events.view(event.group());
        return announce(event, view, withinLimits(events.of(event, view, Mailing.SEND)));
    }

    @Override
    public Announcement announceAgain(PortalEvent event, NotificationType only, MailId repeated) {
        EventEntries.GroupView view = events.view(event.group());
        List<PlannedMail> entries = events.of(event, view, Mailing.SEND).stream()
                .filter(entry -> entry.type() == only)
                .map(entry -> entry instanceof PlannedMail.Send send ? send.repeating(repeated) : entry)
                .toList();
        return announce(event, view, withinLimits(entries));
    }

    private Announcement announce(PortalEvent event, EventEntries.GroupView view, List<PlannedMail> entries) {
        CompanyId company = view.group().company();
        AppendCondition condition = new AppendCondition(company, events.suppressible(entries), Map.of());
        Optional<List<AppendResult>> results = outbox.appendIf(entries, condition);
        if (results.isPresent()) {
            return answer(event, entries, results.get());
        }
        List<PlannedMail> left = events.withoutSuppressed(company, entries, outbox::suppressedAmong);
        return answer(event, left, outbox.append(left));
    }

    private List<PlannedMail> withinLimits(List<PlannedMail> entries) {
        return EventEntries.withinLimits(entries, outbox::usedUp);
    }

    /** With the settings that were read last, if the statement that writes finds them still in force. */
    private Optional<Announcement> fromMemory(PortalEvent event) {
        Optional<EventEntries.RememberedView> memory = events.remembered(event.group());
        if (memory.isEmpty()) {
            return Optional.empty();
        }
        List<PlannedMail> entries;
        try {
            entries = withinLimits(events.of(event, memory.get().view(), Mailing.SEND));
        } catch (PortalEmailsException e) {
            // What is in force now may do better, or complain again.
            return Optional.empty();
        }
        AppendCondition condition = new AppendCondition(
                memory.get().view().group().company(),
                events.suppressible(entries),
                memory.get().marks());
        return outbox.appendIf(entries, condition).map(results -> answer(event, entries, results));
    }

    @Override
    public List<Announcement> announceAll(List<? extends PortalEvent> batch, Mailing mailing) {
        Objects.requireNonNull(mailing, "mailing");
        Map<CustomerGroupId, EventEntries.GroupView> views = new HashMap<>();
        List<PlannedMail> all = new ArrayList<>();
        List<Composed> composed = new ArrayList<>(batch.size());
        for (PortalEvent event : batch) {
            try {
                List<PlannedMail> entries =
                        events.of(event, views.computeIfAbsent(event.group(), events::view), mailing);
                all.addAll(entries);
                composed.add(new Composed(event, entries, null));
            } catch (PortalEmailsException e) {
                composed.add(new Composed(event, List.of(), e));
            }
        }
        List<PlannedMail> written = withoutSuppressed(withinLimits(all), views);
        List<AppendResult> results = outbox.append(written);
        List<Announcement> answers = new ArrayList<>(batch.size());
        int from = 0;
        for (Composed one : composed) {
            PortalEmailsException refusal = one.refusal();
            if (refusal == null) {
                int to = from + one.entries().size();
                answers.add(answer(one.event(), written.subList(from, to), results.subList(from, to)));
                from = to;
            } else {
                answers.add(refused(one.event(), refusal));
            }
        }
        return List.copyOf(answers);
    }

    /** Each company's by itself, and all in their order. */
    private List<PlannedMail> withoutSuppressed(
            List<PlannedMail> entries, Map<CustomerGroupId, EventEntries.GroupView> views) {
        Map<CompanyId, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            CompanyId company = Objects.requireNonNull(views.get(entries.get(i).group()))
                    .group()
                    .company();
            places.computeIfAbsent(company, one -> new ArrayList<>()).add(i);
        }
        List<PlannedMail> left = new ArrayList<>(entries);
        places.forEach((company, of) -> {
            List<PlannedMail> its = events.withoutSuppressed(
                    company, of.stream().map(entries::get).toList(), outbox::suppressedAmong);
            for (int i = 0; i < of.size(); i++) {
                left.set(of.get(i), its.get(i));
            }
        });
        return left;
    }

    private record Composed(PortalEvent event, List<PlannedMail> entries, @Nullable PortalEmailsException refusal) {}

    private static Announcement answer(PortalEvent event, List<PlannedMail> entries, List<AppendResult> results) {
        List<Announcement.MailAnswer> answers = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            PlannedMail entry = entries.get(i);
            AppendResult result = results.get(i);
            if (!result.appended()) {
                answers.add(new Announcement.Skipped(entry.type(), result.id(), SkipReason.ALREADY_ANNOUNCED));
            } else if (entry instanceof PlannedMail.Skip skipped) {
                answers.add(new Announcement.Skipped(entry.type(), result.id(), skipped.reason()));
            } else {
                answers.add(new Announcement.Queued(entry.type(), result.id()));
            }
        }
        return new Announcement(event.id(), answers);
    }

    private static Announcement refused(PortalEvent event, PortalEmailsException cause) {
        List<Announcement.MailAnswer> answers = new ArrayList<>();
        for (NotificationType type : NotificationType.causedBy(event)) {
            answers.add(new Announcement.Refused(type, cause));
        }
        return new Announcement(event.id(), answers);
    }
}
