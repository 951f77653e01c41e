package org.portalemails.mail.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.email.MailId;
import org.portalemails.mail.EnvelopeSender;
import org.portalemails.mail.bounce.BounceVerdict.Decision;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.SuppressionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a mail that came back means, and marks addresses that are dead.
 *
 * <ol>
 *   <li>Is it a delivery status notification at all?
 *   <li>Which mail of ours does it name: by its return address, its envelope id or its Message-ID?
 *   <li>Was the mail given up for good, since the address is dead (the rule of {@link
 *       RecipientStatus#saysAddressIsDead()})? Delays and full mailboxes mark nobody.
 *   <li>Is that proved as {@link BouncePolicy} wants it? A report that stands inside another mail counts only if that comes from the null
 *       sender and went to the return address of ours, whatever the policy: a person may have forwarded it.
 *   <li>Then the recipient of <em>that mail</em>, as the outbox knows him, is marked.
 * </ol>
 *
 * <p>A mail that was given up for good, as the policy believes, whatever the reason, has that in its history: {@link
 * OutboxAdministration#recordBounce}; then a {@link DeliveryListener} is told.
 *
 * <p>Thread-safe. Looks at most three times into the outbox for each notification, and writes once for each mail and for each dead
 * address, in transactions of their own. Handling the same notification again does no harm.
 */
public final class BounceHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BounceHandler.class);

    private final OutboxAdministration outbox;
    private final SuppressionList suppressions;
    private final EnvelopeSender sender;
    private final BouncePolicy policy;
    private final DeliveryListener listener;
    private final Clock clock;

    private BounceHandler(Builder builder) {
        this.outbox = builder.outbox;
        this.suppressions = builder.suppressions;
        this.sender = builder.sender;
        this.policy = builder.policy;
        this.listener = builder.listener;
        this.clock = builder.clock;
    }

    /**
     * Begins to describe a handler.
     *
     * @param outbox where our mails are known
     * @param suppressions where dead addresses are marked
     * @return a builder with the defaults
     */
    public static Builder builder(OutboxAdministration outbox, SuppressionList suppressions) {
        return new Builder(outbox, suppressions);
    }

    /**
     * Handles one mail.
     *
     * @param mail the whole mail as it came; its beginning is read, and it is not closed
     * @return what it meant
     * @throws IOException if the stream does
     * @throws org.portalemails.PortalEmailsException if the storage refuses: handle the mail again later
     */
    public BounceVerdict handle(InputStream mail) throws IOException {
        Optional<DeliveryStatusNotification> read = DeliveryStatusNotification.read(mail);
        BounceVerdict verdict =
                read.isEmpty() ? new BounceVerdict(Decision.NOT_A_BOUNCE, null, null) : handle(read.get());
        RecipientStatus status = verdict.status();
        LOG.info(
                "a mail that came back: {}, mail {}, status {}",
                verdict.decision().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                verdict.mail(),
                status == null ? null : status.status());
        return verdict;
    }

    /**
     * Handles one notification that was read already.
     *
     * @param notification the notification
     * @return what it meant
     * @throws org.portalemails.PortalEmailsException if the storage refuses: handle it again later
     */
    BounceVerdict handle(DeliveryStatusNotification notification) {
        Map<BounceEvidence, MailId> named = evidenceOf(notification);
        OutboxEntry entry = null;
        for (MailId id : new HashSet<>(named.values())) {
            entry = entry == null ? outbox.find(id).orElse(null) : entry;
        }
        if (entry == null) {
            return new BounceVerdict(Decision.NOT_OURS, null, null);
        }
        EmailAddress recipient = recipientOf(entry);
        RecipientStatus status = statusOf(recipient, notification);
        if (status.action() != RecipientStatus.Action.FAILED) {
            return new BounceVerdict(Decision.NOT_FINAL, entry.id(), status);
        }
        if (recipient == null || !isProven(notification, named, entry, status)) {
            return new BounceVerdict(Decision.NOT_PROVEN, entry.id(), status);
        }
        String code = status.status();
        Decision decision = Decision.ADDRESS_ALIVE;
        if (code != null && status.saysAddressIsDead()) {
            boolean marked = suppressions.suppress(entry.company(), recipient, code);
            decision = marked ? Decision.SUPPRESSED : Decision.SUPPRESSED_BEFORE;
        }
        record(entry, code != null && code.length() <= 16 ? code : null, decision != Decision.ADDRESS_ALIVE);
        return new BounceVerdict(decision, entry.id(), status);
    }

    /** The last step: if one before it fails, the notification is handled again, and the listener is told then. */
    private void record(OutboxEntry entry, @Nullable String code, boolean suppressed) {
        if (!outbox.recordBounce(entry.id(), code)) {
            return;
        }
        try {
            listener.bounced(new DeliveryListener.Bounce(
                    entry.id(), entry.typeCode(), entry.group(), entry.company(), code, suppressed));
        } catch (RuntimeException | Error e) {
            LOG.error("a DeliveryListener failed; nothing else is affected", e);
        }
    }

    /** What names a mail, whether or not there is such a mail. */
    private Map<BounceEvidence, MailId> evidenceOf(DeliveryStatusNotification notification) {
        Map<BounceEvidence, MailId> named = new EnumMap<>(BounceEvidence.class);
        notification.sentTo().stream()
                .flatMap(address -> sender.mailOf(address).stream())
                .findFirst()
                .ifPresent(id -> named.put(BounceEvidence.RETURN_ADDRESS, id));
        mailId(notification.envelopeId()).ifPresent(id -> named.put(BounceEvidence.ENVELOPE_ID, id));
        String messageId = notification.messageId();
        if (messageId != null && messageId.indexOf('@') > 0) {
            mailId(messageId.substring(0, messageId.indexOf('@')))
                    .ifPresent(id -> named.put(BounceEvidence.MESSAGE_ID, id));
        }
        return named;
    }

    private static Optional<MailId> mailId(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new MailId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable EmailAddress recipientOf(OutboxEntry entry) {
        String recipient = entry.recipient();
        return recipient == null || EmailAddress.brokenRule(recipient).isPresent() ? null : EmailAddress.of(recipient);
    }

    /** What is said about our recipient; else the first that is said about anybody. */
    private static RecipientStatus statusOf(@Nullable EmailAddress recipient, DeliveryStatusNotification notification) {
        for (RecipientStatus status : notification.recipients()) {
            if (recipient != null && isAbout(recipient, status)) {
                return status;
            }
        }
        return notification.recipients().get(0);
    }

    private static boolean isAbout(EmailAddress recipient, RecipientStatus status) {
        return isSame(recipient, status.finalRecipient()) || isSame(recipient, status.originalRecipient());
    }

    private static boolean isSame(EmailAddress recipient, @Nullable String address) {
        return address != null
                && EmailAddress.brokenRule(address).isEmpty()
                && EmailAddress.of(address).mailboxKey().equals(recipient.mailboxKey());
    }

    private boolean isProven(
            DeliveryStatusNotification notification,
            Map<BounceEvidence, MailId> named,
            OutboxEntry entry,
            RecipientStatus status) {
        boolean believed = named.keySet().stream().anyMatch(policy.evidence()::contains);
        boolean agreed = Set.copyOf(named.values()).equals(Set.of(entry.id()));
        EmailAddress recipient = recipientOf(entry);
        boolean aboutHim = recipient != null && isAbout(recipient, status);
        return believed
                && agreed
                && hasLeft(entry)
                && (aboutHim || !policy.sameRecipient())
                && (fromNullSender(notification) || !policy.nullSenderOnly())
                && (!notification.wrapped() || isCertainlyNoForward(notification, named));
    }

    /** What people forward has their own sender and goes to an address that is not the return address of the mail. */
    private static boolean isCertainlyNoForward(
            DeliveryStatusNotification notification, Map<BounceEvidence, MailId> named) {
        return notification.returnPath() != null
                && fromNullSender(notification)
                && named.containsKey(BounceEvidence.RETURN_ADDRESS);
    }

    /** Sent, or perhaps sent; and not too long ago. */
    private boolean hasLeft(OutboxEntry entry) {
        boolean left = entry.state() == EntryState.SENT || entry.possibleDuplicates() > 0;
        Instant at = entry.finishedAt() == null ? entry.createdAt() : entry.finishedAt();
        return left && at != null && at.plus(policy.within()).isAfter(clock.instant());
    }

    /** Some servers write a name for the null sender where they keep its mails, Sendmail with the host behind it. */
    private static boolean fromNullSender(DeliveryStatusNotification notification) {
        String path = notification.returnPath();
        if (path == null || path.isEmpty()) {
            return true;
        }
        int at = path.indexOf('@');
        return (at < 0 ? path : path.substring(0, at)).equalsIgnoreCase("MAILER-DAEMON");
    }

    /** Collects what a handler needs. */
    public static final class Builder {
        private final OutboxAdministration outbox;
        private final SuppressionList suppressions;
        private EnvelopeSender sender = EnvelopeSender.sameAsFrom();
        private BouncePolicy policy = BouncePolicy.standard();
        private DeliveryListener listener = DeliveryListener.SILENT;
        private Clock clock = Clock.systemUTC();

        private Builder(OutboxAdministration outbox, SuppressionList suppressions) {
            this.outbox = Objects.requireNonNull(outbox, "outbox");
            this.suppressions = Objects.requireNonNull(suppressions, "suppressions");
        }

        /**
         * How return addresses are made: the same as for the transport.
         *
         * @param value by default they hold no id
         * @return this
         */
        public Builder envelopeSender(EnvelopeSender value) {
            this.sender = Objects.requireNonNull(value, "envelopeSender");
            return this;
        }

        /**
         * What must be true before an address is marked.
         *
         * @param value by default {@link BouncePolicy#standard()}
         * @return this
         */
        public Builder policy(BouncePolicy value) {
            this.policy = Objects.requireNonNull(value, "policy");
            return this;
        }

        /**
         * Who is told of mails that came back, as soon as that is on record; on the thread that handles the notification.
         *
         * @param value the same as the dispatcher's; by default nobody
         * @return this
         */
        public Builder listener(DeliveryListener value) {
            this.listener = Objects.requireNonNull(value, "listener");
            return this;
        }

        /**
         * What tells the age of a mail.
         *
         * @param value by default the system's clock
         * @return this
         */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Builds the handler.
         *
         * @return the handler
         */
        public BounceHandler build() {
            return new BounceHandler(this);
        }
    }
}
