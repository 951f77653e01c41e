package org.portalemails.testkit;

import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;

/**
 * Sentences about what a portal sent and what its outbox holds.
 *
 * @since 0.1.0
 */
public final class PortalMailsAssert extends AbstractAssert<PortalMailsAssert, PortalMails> {
    PortalMailsAssert(PortalMails mails) {
        super(mails, PortalMailsAssert.class);
    }

    /**
     * At least one mail of this type was accepted by the server. What follows says more about it.
     *
     * @param type which of the mails
     * @return an assertion about those mails
     */
    public SentMailAssert sent(NotificationType type) {
        isNotNull();
        return new SentMailAssert(actual, type);
    }

    /**
     * Exactly these mails were accepted by the server, in any order.
     *
     * @param types one for each mail
     * @return this
     */
    public PortalMailsAssert sentOnly(NotificationType... types) {
        isNotNull();
        List<NotificationType> wanted = List.of(types).stream().sorted().toList();
        List<NotificationType> sent =
                actual.sent().stream().map(SentMail::type).sorted().toList();
        if (!sent.equals(wanted)) {
            failWithMessage(
                    "Expected exactly these mails to be sent:%n  %s%n%s",
                    wanted.stream().map(NotificationType::code).collect(Collectors.joining(", ")), story(actual));
        }
        return this;
    }

    /**
     * The server accepted no mail.
     *
     * @return this
     */
    public PortalMailsAssert sentNothing() {
        isNotNull();
        if (!actual.sent().isEmpty()) {
            failWithMessage("Expected that nothing was sent.%n%s", story(actual));
        }
        return this;
    }

    /**
     * A mail of this type was skipped for this reason, and that is on record.
     *
     * @param type which of the mails
     * @param reason why
     * @return this
     */
    public PortalMailsAssert skipped(NotificationType type, SkipReason reason) {
        return has(type, EntryState.SKIPPED, reason.code());
    }

    /**
     * A mail of this type stands at a place in the outbox.
     *
     * @param type which of the mails
     * @param state where
     * @return this
     */
    public PortalMailsAssert has(NotificationType type, EntryState state) {
        isNotNull();
        if (actual.entries().stream()
                .noneMatch(entry -> entry.typeCode().equals(type.code()) && entry.state() == state)) {
            failWithMessage("Expected %s to be %s.%n%s", type.code(), state.code(), story(actual));
        }
        return this;
    }

    /**
     * A mail of this type stands at a place in the outbox for a reason.
     *
     * @param type which of the mails
     * @param state where
     * @param reason why, as it is stored
     * @return this
     */
    public PortalMailsAssert has(NotificationType type, EntryState state, String reason) {
        isNotNull();
        if (actual.entries().stream()
                .noneMatch(entry -> entry.typeCode().equals(type.code())
                        && entry.state() == state
                        && reason.equals(entry.reason()))) {
            failWithMessage("Expected %s to be %s (%s).%n%s", type.code(), state.code(), reason, story(actual));
        }
        return this;
    }

    /** What was sent and what stands in the outbox, for failure texts. */
    static String story(PortalMails mails) {
        StringBuilder story = new StringBuilder(64);
        List<SentMail> sent = mails.sent();
        story.append(sent.isEmpty() ? "Nothing was sent." : "Sent:");
        sent.forEach(mail -> story.append(System.lineSeparator()).append("  ").append(mail));
        long sentByOthers = mails.entries().stream()
                .filter(entry -> entry.state() == EntryState.SENT)
                .filter(entry ->
                        sent.stream().noneMatch(mail -> mail.mail().id().equals(entry.id())))
                .count();
        if (sentByOthers > 0) {
            story.append(System.lineSeparator())
                    .append("By the outbox " + sentByOthers
                            + " more were sent, but not by this transport, or it was told to forget:"
                            + " does the dispatcher use another one?");
        }
        List<OutboxEntry> others = mails.entries().stream()
                .filter(entry -> entry.state() != EntryState.SENT)
                .toList();
        if (!others.isEmpty()) {
            story.append(System.lineSeparator()).append("In the outbox:");
            others.forEach(entry -> story.append(System.lineSeparator())
                    .append("  ")
                    .append(entry.typeCode())
                    .append(entry.recipient() == null ? "" : " to " + entry.recipient())
                    .append(": ")
                    .append(entry.state().code())
                    .append(entry.reason() == null ? "" : " (" + entry.reason() + ")"));
        }
        if (others.stream().anyMatch(entry -> entry.state() == EntryState.QUEUED)) {
            story.append(System.lineSeparator())
                    .append("Mails that are queued leave at the next delivery, once they are due.");
        }
        if (others.stream()
                .anyMatch(entry -> EntryReason.SECRET_ENDED.code().equals(entry.reason())
                        && entry.expiresAt() != null
                        && entry.expiresAt().isBefore(entry.createdAt()))) {
            story.append(System.lineSeparator())
                    .append(
                            "A link had ended before its mail was announced, by the clock of the portal. Code that asks the real clock"
                                    + " needs TestPortal.builder().clock(new SettableClock(Instant.now())).");
        }
        return story.toString();
    }
}
