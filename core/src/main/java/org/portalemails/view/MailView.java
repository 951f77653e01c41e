package org.portalemails.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.portalemails.composition.DeliveryReportMail;
import org.portalemails.email.MailOrigin;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.OutboxEntry;

/**
 * What became of a mail: an entry of the outbox without its body.
 *
 * @param id the mail
 * @param event what caused it
 * @param mail the code of the kind of mail, such as {@code reset-password}
 * @param mailLabel what people call it
 * @param group whose settings applied
 * @param company in whose name it is sent
 * @param route by which it leaves, or left
 * @param recipient the recipient's mailbox: only if the caller asked for personal data; else, and if it was erased, empty
 * @param state the code of where it stands, such as {@code sent}
 * @param stateLabel the state in words
 * @param reason the code of why it stands there, or an operator's own; empty if that needs no reason
 * @param reasonLabel the reason in words; an operator's own as it is
 * @param createdAt when it was announced
 * @param dueAt when it is due, or while it is being sent when the lease ends; empty if nothing will happen by itself
 * @param expiresAt when its secret link ends; empty if it has none
 * @param finishedAt when it reached its end or failed; empty before
 * @param spentAttempts how many attempts it spent
 * @param possibleDuplicates how many attempts may have delivered it although that was never confirmed
 * @param claimedBy who holds it, while it is being sent
 * @param bodyKept whether its body is still there, or its words
 * @param test whether it only shows an administrator what a text looks like; not counted
 * @param resendOf the mail that it repeats; empty if it repeats none
 * @param language in which it is written; empty if that is not known
 * @param textLevel the code of the level whose text it is, such as {@code group}; empty if that is not known
 * @param textLevelLabel the level in words
 * @param textFingerprint of that text
 * @param brandFingerprint of its looks
 * @param layout the version of its layout
 * @param attempts its attempts, oldest first
 */
public record MailView(
        String id,
        String event,
        String mail,
        String mailLabel,
        String group,
        String company,
        String route,
        String recipient,
        String state,
        String stateLabel,
        String reason,
        String reasonLabel,
        String createdAt,
        String dueAt,
        String expiresAt,
        String finishedAt,
        int spentAttempts,
        int possibleDuplicates,
        String claimedBy,
        boolean bodyKept,
        boolean test,
        String resendOf,
        String language,
        String textLevel,
        String textLevelLabel,
        String textFingerprint,
        String brandFingerprint,
        String layout,
        List<AttemptView> attempts) {
    /** Copies the list. */
    public MailView {
        attempts = List.copyOf(attempts);
    }

    /**
     * A mail without personal data: neither its recipient nor what servers said.
     *
     * @param attempts its attempts, or none for a list of mails
     */
    public static MailView of(OutboxEntry entry, List<AttemptRecord> attempts, Locale reader) {
        return of(
                entry,
                "",
                attempts.stream()
                        .map(attempt -> AttemptView.of(attempt, reader))
                        .toList(),
                reader);
    }

    /**
     * A mail with its recipient and what servers said, for those who may see personal data.
     *
     * @param attempts its attempts, or none for a list of mails
     */
    public static MailView withPersonalData(OutboxEntry entry, List<AttemptRecord> attempts, Locale reader) {
        return of(
                entry,
                Words.orEmpty(entry.recipient()),
                attempts.stream()
                        .map(attempt -> AttemptView.withPersonalData(attempt, reader))
                        .toList(),
                reader);
    }

    private static MailView of(OutboxEntry entry, String recipient, List<AttemptView> attempts, Locale reader) {
        String reason = Words.orEmpty(entry.reason());
        Optional<MailOrigin> origin = Optional.ofNullable(entry.origin());
        String level = origin.map(MailOrigin::level).orElse("");
        return new MailView(
                entry.id().value(),
                entry.eventId().value(),
                entry.typeCode(),
                Words.label("mail", DeliveryReportMail.codeOf(entry.typeCode(), entry.group()), reader),
                entry.group().value(),
                entry.company().value(),
                entry.route(),
                recipient,
                entry.state().code(),
                Words.label("state", entry.state().code(), reader),
                reason,
                Words.label("reason", reason, reader),
                Words.moment(entry.createdAt()),
                Words.moment(entry.dueAt()),
                Words.moment(entry.expiresAt()),
                Words.moment(entry.finishedAt()),
                entry.attempts(),
                entry.possibleDuplicates(),
                Words.orEmpty(entry.claimedBy()),
                entry.hasBody(),
                entry.test(),
                entry.resendOf() == null ? "" : entry.resendOf().value(),
                origin.map(one -> one.language().toLanguageTag()).orElse(""),
                level,
                level.isEmpty() ? "" : Words.label("level", level, reader),
                origin.map(MailOrigin::text).orElse(""),
                origin.map(MailOrigin::brand).orElse(""),
                origin.map(MailOrigin::layout).orElse(""),
                attempts);
    }

    /** Without the recipient. */
    @Override
    public String toString() {
        return "MailView[" + id + ", " + mail + ", group " + group + ", " + state + "]";
    }
}
