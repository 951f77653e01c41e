package org.portalemails.announce;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;
import org.portalemails.email.MailId;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;

/**
 * The answer to an announcement: what became of each mail that the event may cause. It is true once the host's transaction
 * commits.
 *
 * @param eventId the event
 * @param answers one for each mail, in the order of the screen; never empty
 */
public record Announcement(EventId eventId, List<MailAnswer> answers) {
    /** Copies the list. */
    public Announcement {
        Objects.requireNonNull(eventId, "eventId");
        answers = List.copyOf(answers);
    }

    /** What became of one mail. */
    public sealed interface MailAnswer {
        /**
         * Which of the mails.
         *
         * @return the mail
         */
        NotificationType type();
    }

    /**
     * The mail is promised: it will be sent after the commit.
     *
     * @param type which mail
     * @param id with which its fate can be followed
     */
    public record Queued(NotificationType type, MailId id) implements MailAnswer {}

    /**
     * There is no mail.
     *
     * @param type which mail
     * @param id under which the skip is recorded; for {@link SkipReason#ALREADY_ANNOUNCED} the entry that was there before
     * @param reason why not
     */
    public record Skipped(NotificationType type, MailId id, SkipReason reason) implements MailAnswer {}

    /**
     * The event itself is wrong, in a batch; nothing of it was written, the rest of the batch was. A single announcement
     * throws instead.
     *
     * @param type which mail
     * @param cause what is wrong
     */
    public record Refused(NotificationType type, PortalEmailsException cause) implements MailAnswer {}

    /**
     * The mails that will be sent.
     *
     * @return possibly empty
     */
    public List<Queued> queued() {
        return answers.stream()
                .filter(Queued.class::isInstance)
                .map(Queued.class::cast)
                .toList();
    }

    /**
     * The mails that will not be sent, with reasons.
     *
     * @return possibly empty
     */
    public List<Skipped> skipped() {
        return answers.stream()
                .filter(Skipped.class::isInstance)
                .map(Skipped.class::cast)
                .toList();
    }

    /**
     * The answer for one mail.
     *
     * @param type which mail
     * @return empty if the event cannot cause this mail
     */
    public Optional<MailAnswer> answer(NotificationType type) {
        return answers.stream().filter(answer -> answer.type() == type).findFirst();
    }

    /**
     * Why one mail is not sent.
     *
     * @param type which mail
     * @return {@code null} if it is queued, refused or cannot be caused by this event
     */
    public @Nullable SkipReason skipReason(NotificationType type) {
        return answer(type)
                .map(answer -> answer instanceof Skipped skipped ? skipped.reason() : null)
                .orElse(null);
    }
}
