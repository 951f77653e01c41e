package org.portalemails.testkit;

import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.portalemails.announce.Announcement;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;

/**
 * Sentences about the answer to an announcement.
 *
 * @since 0.1.0
 */
public final class AnnouncementAssert extends AbstractAssert<AnnouncementAssert, Announcement> {
    AnnouncementAssert(Announcement announcement) {
        super(announcement, AnnouncementAssert.class);
    }

    /**
     * The mail is promised.
     *
     * @param type which
     * @return this
     */
    public AnnouncementAssert queued(NotificationType type) {
        isNotNull();
        if (!(actual.answer(type).orElse(null) instanceof Announcement.Queued)) {
            failWithMessage("Expected that %s is queued, but the answer is:%n%s", type.code(), answers());
        }
        return this;
    }

    /**
     * The mail is not sent.
     *
     * @param type which
     * @param reason why not
     * @return this
     */
    public AnnouncementAssert skipped(NotificationType type, SkipReason reason) {
        isNotNull();
        if (actual.skipReason(type) != reason) {
            failWithMessage(
                    "Expected that %s is skipped (%s), but the answer is:%n%s", type.code(), reason.code(), answers());
        }
        return this;
    }

    private String answers() {
        return actual.answers().stream()
                .map(AnnouncementAssert::line)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(Announcement.MailAnswer answer) {
        String type = "  " + answer.type().code() + ": ";
        if (answer instanceof Announcement.Skipped skipped) {
            return type + "skipped (" + skipped.reason().code() + ")";
        }
        if (answer instanceof Announcement.Refused refused) {
            return type + "refused (" + refused.cause().getMessage() + ")";
        }
        return type + "queued";
    }
}
