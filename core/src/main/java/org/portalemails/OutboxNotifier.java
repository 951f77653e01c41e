package org.portalemails;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.MailComposer;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.email.SkipReason;
import org.portalemails.event.PortalEvent;
import org.portalemails.outbox.AppendResult;
import org.portalemails.outbox.NewOutboxEntry;
import org.portalemails.outbox.Outbox;
import org.portalemails.settings.CustomerGroup;
import org.portalemails.settings.CustomerGroupDirectory;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.EmailAddress;
import org.portalemails.settings.NotificationType;
import org.portalemails.settings.PortalProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings × event → entries of the outbox, in the caller's transaction. */
final class OutboxNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final CustomerGroupDirectory groups;
    private final Function<CustomerGroupId, EffectiveSettings> settings;
    private final Function<CustomerGroupId, PortalProfile> profiles;
    private final MailComposer composer;
    private final Outbox outbox;
    private final Clock clock;
    private final Supplier<MailId> ids;

    OutboxNotifier(
            CustomerGroupDirectory groups,
            Function<CustomerGroupId, EffectiveSettings> settings,
            Function<CustomerGroupId, PortalProfile> profiles,
            MailComposer composer,
            Outbox outbox,
            Clock clock,
            Supplier<MailId> ids) {
        this.groups = groups;
        this.settings = settings;
        this.profiles = profiles;
        this.composer = composer;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /** What is looked up once for each group of a batch. */
    private record GroupView(CustomerGroup group, EffectiveSettings settings, PortalProfile profile) {}

    @Override
    public Announcement announce(PortalEvent event) {
        Objects.requireNonNull(event, "event");
        List<NewOutboxEntry> entries = entries(event, view(event.group()), Mailing.SEND);
        return answer(event, entries, outbox.append(entries));
    }

    @Override
    public List<Announcement> announceAll(List<? extends PortalEvent> events, Mailing mailing) {
        Objects.requireNonNull(mailing, "mailing");
        Map<CustomerGroupId, GroupView> views = new HashMap<>();
        List<NewOutboxEntry> all = new ArrayList<>();
        List<Composed> composed = new ArrayList<>(events.size());
        for (PortalEvent event : events) {
            try {
                List<NewOutboxEntry> entries =
                        entries(event, views.computeIfAbsent(event.group(), this::view), mailing);
                all.addAll(entries);
                composed.add(new Composed(event, entries, null));
            } catch (PortalEmailsException e) {
                composed.add(new Composed(event, List.of(), e));
            }
        }
        List<AppendResult> results = outbox.append(all);
        List<Announcement> answers = new ArrayList<>(events.size());
        int from = 0;
        for (Composed one : composed) {
            PortalEmailsException refusal = one.refusal();
            if (refusal == null) {
                int to = from + one.entries().size();
                answers.add(answer(one.event(), one.entries(), results.subList(from, to)));
                from = to;
            } else {
                answers.add(refused(one.event(), refusal));
            }
        }
        return List.copyOf(answers);
    }

    private record Composed(PortalEvent event, List<NewOutboxEntry> entries, @Nullable PortalEmailsException refusal) {}

    private GroupView view(CustomerGroupId id) {
        CustomerGroup group = groups.find(id).orElseThrow(() -> new UnknownCustomerGroupException(id));
        return new GroupView(group, settings.apply(id), profiles.apply(id));
    }

    private List<NewOutboxEntry> entries(PortalEvent event, GroupView view, Mailing mailing) {
        List<PlannedMail> plans =
                composer.compose(event, view.group(), view.settings(), view.profile(), clock.instant(), ids);
        List<NewOutboxEntry> entries = new ArrayList<>(plans.size());
        for (PlannedMail plan : plans) {
            if (plan instanceof PlannedMail.Send send) {
                entries.add(
                        mailing == Mailing.SEND
                                ? new NewOutboxEntry.ToSend(send.mail(), send.supersedes())
                                : skipped(event, send.type(), send.mail().to().address(), SkipReason.NOT_WANTED));
            } else {
                PlannedMail.Skip skip = (PlannedMail.Skip) plan;
                if (skip.reason() == SkipReason.NO_SENDER) {
                    LOG.warn(
                            "no sender address for customer group {}: {} of event {} is skipped",
                            event.group(),
                            skip.type().code(),
                            event.id());
                }
                entries.add(skipped(event, skip.type(), skip.recipient(), skip.reason()));
            }
        }
        return entries;
    }

    private NewOutboxEntry.Skipped skipped(
            PortalEvent event, NotificationType type, @Nullable EmailAddress recipient, SkipReason reason) {
        return new NewOutboxEntry.Skipped(
                ids.get(), event.id(), type, event.group(), recipient == null ? null : recipient.mailboxKey(), reason);
    }

    private static Announcement answer(PortalEvent event, List<NewOutboxEntry> entries, List<AppendResult> results) {
        List<Announcement.MailAnswer> answers = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            NewOutboxEntry entry = entries.get(i);
            AppendResult result = results.get(i);
            if (!result.appended()) {
                answers.add(new Announcement.Skipped(entry.type(), result.id(), SkipReason.ALREADY_ANNOUNCED));
            } else if (entry instanceof NewOutboxEntry.Skipped skipped) {
                answers.add(new Announcement.Skipped(entry.type(), result.id(), skipped.reason()));
            } else {
                answers.add(new Announcement.Queued(entry.type(), result.id()));
            }
        }
        return new Announcement(event.id(), answers);
    }

    private static Announcement refused(PortalEvent event, PortalEmailsException cause) {
        List<Announcement.MailAnswer> answers = new ArrayList<>();
        for (NotificationType type : MailComposer.mailsOf(event)) {
            answers.add(new Announcement.Refused(type, cause));
        }
        return new Announcement(event.id(), answers);
    }
}
