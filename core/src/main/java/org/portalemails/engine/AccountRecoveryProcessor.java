package org.portalemails.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Mailing;
import org.portalemails.composition.NoAccountMail;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.FieldValueException;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.PortalAccount;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryListener;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryProcessor;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryReply;
import org.portalemails.recovery.RecoveryRequest;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.template.RenderingTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: takes one, asks the host for the accounts, turns them into the events that a host would announce, and ends
 * the request together with what is written into the outbox.
 */
public final class AccountRecoveryProcessor implements RecoveryProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryProcessor.class);
    private static final int MOST_AT_ONCE = 200;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);

    /** What the work needs of the rest of the house. */
    public record Parts(
            RecoveryRequests requests,
            AccountDirectory accounts,
            RecoveryPolicy policy,
            RecoveryListener listener,
            EventEntries events,
            Supplier<EffectiveSettings> ofNobody,
            Supplier<PortalProfile> profile,
            Supplier<CompanyId> nobodys,
            Clock clock,
            Supplier<MailId> ids,
            MailLayout layout) {}

    private final Parts parts;
    private final AtomicReference<@Nullable Instant> purgedAt = new AtomicReference<>();

    public AccountRecoveryProcessor(Parts parts) {
        this.parts = parts;
    }

    @Override
    public int runOnce() {
        int ended = 0;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Optional<RecoveryRequests.Taken> taken = parts.requests().take(LEASE, parts.policy());
            if (taken.isEmpty()) {
                break;
            }
            RecoveryRequest request = taken.get().request();
            if (request == null) {
                tell(taken.get().record());
                ended++;
            } else if (answer(request)) {
                ended++;
            }
        }
        purgeIfDue();
        return ended;
    }

    private boolean answer(RecoveryRequest request) {
        List<RecoveryReply> replies = new ArrayList<>();
        RecoveryOutcome outcome;
        boolean counted;
        try {
            List<PortalAccount> accounts = accountsOf(request);
            outcome = accounts.isEmpty() ? unknown(request, replies) : known(request, accounts, replies);
            counted = parts.requests()
                    .conclude(request, outcome, replies, parts.policy().limits());
        } catch (RuntimeException e) {
            // Its message may repeat the address: only its class is kept.
            LOG.warn(
                    "recovery request {}: put back, {}",
                    request.id(),
                    e.getClass().getName());
            parts.requests().postpone(request, RETRY);
            return false;
        }
        if (counted) {
            tell(new RecoveryRecord(request.id(), request.kind(), request.requestedAt(), outcome));
        } else {
            LOG.warn("recovery request {}: answered too late, another node holds it", request.id());
        }
        return counted;
    }

    private List<PortalAccount> accountsOf(RecoveryRequest request) {
        List<PortalAccount> accounts = parts.accounts().accountsOf(request.address());
        if (accounts.size() > AccountDirectory.MOST_ACCOUNTS) {
            LOG.warn(
                    "recovery request {}: {} accounts with one address, only {} are answered",
                    request.id(),
                    accounts.size(),
                    AccountDirectory.MOST_ACCOUNTS);
            return accounts.subList(0, AccountDirectory.MOST_ACCOUNTS);
        }
        return accounts;
    }

    private RecoveryOutcome unknown(RecoveryRequest request, List<RecoveryReply> replies) {
        if (parts.policy().tellsUnknown()) {
            Optional<ComposedMail> mail = NoAccountMail.compose(
                    request.address(),
                    request.kind().mail(),
                    request.language(),
                    parts.ofNobody().get(),
                    parts.profile().get(),
                    parts.clock().instant(),
                    eventId(request, 0),
                    parts.ids().get(),
                    parts.layout());
            if (mail.isEmpty()) {
                LOG.warn("no sender for mails outside of customer groups: mails to unknown addresses cannot be sent");
            } else {
                List<PlannedMail> entries = List.of(new PlannedMail.Send(mail.get(), null));
                replies.add(new RecoveryReply(
                        null, withoutSuppressed(parts.nobodys().get(), entries)));
            }
        }
        return RecoveryOutcome.NO_ACCOUNT;
    }

    private RecoveryOutcome known(RecoveryRequest request, List<PortalAccount> accounts, List<RecoveryReply> replies) {
        Map<CustomerGroupId, EventEntries.GroupView> views = new LinkedHashMap<>();
        Map<CustomerGroupId, List<PlannedMail>> byGroup = new LinkedHashMap<>();
        for (PortalEvent event : events(request, accounts, views)) {
            try {
                EventEntries.GroupView view = view(views, event.group());
                byGroup.computeIfAbsent(event.group(), group -> new ArrayList<>())
                        .addAll(parts.events().of(event, view, Mailing.SEND));
            } catch (FieldValueException | RenderingTooLargeException | UnknownCustomerGroupException e) {
                LOG.error("recovery request {}: event {} is refused", request.id(), event.id(), e);
            }
        }
        byGroup.forEach((group, entries) -> {
            if (!entries.isEmpty()) {
                CustomerGroup known = view(views, group).group();
                replies.add(new RecoveryReply(known, withoutSuppressed(known.company(), entries)));
            }
        });
        return replies.isEmpty() ? RecoveryOutcome.FAILED : RecoveryOutcome.ANSWERED;
    }

    private List<PortalEvent> events(
            RecoveryRequest request, List<PortalAccount> accounts, Map<CustomerGroupId, EventEntries.GroupView> views) {
        List<PortalEvent> events = new ArrayList<>();
        if (request.kind() == RecoveryKind.PASSWORD) {
            Instant until = request.requestedAt().plus(parts.policy().validFor());
            for (PortalAccount account : accounts) {
                events.add(new PasswordResetRequested(
                        header(request, account, events.size()),
                        account.contact(),
                        parts.accounts().resetLink(account, until)));
            }
            return events;
        }
        // One mail lists all names; but a mailbox is only told the names of accounts that have it on file.
        Map<String, List<PortalAccount>> byMailbox = new LinkedHashMap<>();
        for (PortalAccount account : inUse(accounts, views)) {
            EmailAddress onFile = account.contact().email();
            byMailbox
                    .computeIfAbsent(onFile == null ? "" : onFile.mailboxKey(), key -> new ArrayList<>())
                    .add(account);
        }
        for (List<PortalAccount> ofOne : byMailbox.values()) {
            LinkedHashSet<String> names = new LinkedHashSet<>();
            ofOne.forEach(account -> names.add(userName(account.contact())));
            PortalAccount first = ofOne.get(0);
            events.add(
                    new UserNameForgotten(header(request, first, events.size()), first.contact(), List.copyOf(names)));
        }
        return events;
    }

    /** Those whose group uses the portal; if none does, all: then the outbox records why there is no mail. */
    private List<PortalAccount> inUse(
            List<PortalAccount> accounts, Map<CustomerGroupId, EventEntries.GroupView> views) {
        List<PortalAccount> inUse = new ArrayList<>();
        for (PortalAccount account : accounts) {
            try {
                if (view(views, account.group()).group().usesPortal()) {
                    inUse.add(account);
                }
            } catch (UnknownCustomerGroupException e) {
                LOG.error("an account belongs to a customer group that does not exist", e);
            }
        }
        return inUse.isEmpty() ? accounts : inUse;
    }

    private EventEntries.GroupView view(Map<CustomerGroupId, EventEntries.GroupView> views, CustomerGroupId group) {
        return views.computeIfAbsent(group, parts.events()::view);
    }

    private List<PlannedMail> withoutSuppressed(CompanyId company, List<PlannedMail> entries) {
        return parts.events().withoutSuppressed(company, entries, parts.requests()::suppressedAmong);
    }

    private static EventHeader header(RecoveryRequest request, PortalAccount account, int number) {
        return new EventHeader(
                eventId(request, number),
                account.group(),
                request.requestedAt(),
                account.companyName(),
                account.companyCustomerNames(),
                account.hostValues());
    }

    private static EventId eventId(RecoveryRequest request, int number) {
        RecoveryRecord record = new RecoveryRecord(request.id(), request.kind(), request.requestedAt(), null);
        return new EventId(record.eventIdPrefix() + number);
    }

    private static String userName(Contact contact) {
        return Objects.requireNonNull(contact.userName(), "an account has a user name");
    }

    private void purgeIfDue() {
        Instant now = parts.clock().instant();
        Instant last = purgedAt.get();
        boolean due = last == null || now.isBefore(last) || !now.isBefore(last.plus(PURGE_INTERVAL));
        if (due && purgedAt.compareAndSet(last, now)) {
            int gone = parts.requests().purge(parts.policy().keepFor());
            LOG.debug("{} old recovery requests purged", gone);
        }
    }

    private void tell(RecoveryRecord record) {
        RecoveryOutcome outcome = Objects.requireNonNull(record.outcome());
        LOG.debug("recovery request {} ended: {}", record.id(), outcome.code());
        try {
            parts.listener().requestEnded(record);
        } catch (RuntimeException e) {
            LOG.error("a RecoveryListener failed; nothing else is affected", e);
        }
    }
}
