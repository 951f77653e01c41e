package org.portalemails.demo.customers;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.announce.Announcement;
import org.portalemails.notification.SkipReason;

/** What staff are told right after they acted: what became of each mail. */
public final class AnnouncementNotes {
    private AnnouncementNotes() {}

    /** One mail's answer: the code of the mail, how it ended, and why if it is not sent. */
    public record Note(String mail, String answer, @Nullable String reason) {}

    static List<Note> of(List<Announcement> announcements) {
        return announcements.stream()
                .flatMap(announcement -> announcement.answers().stream())
                .filter(answer -> !isNobodys(answer))
                .map(AnnouncementNotes::note)
                .toList();
    }

    /** Nobody wonders why a mail was not sent that would have had no reader. */
    private static boolean isNobodys(Announcement.MailAnswer answer) {
        return answer instanceof Announcement.Skipped skipped && skipped.reason() == SkipReason.NOBODY_TO_TELL;
    }

    private static Note note(Announcement.MailAnswer answer) {
        String mail = answer.type().code();
        if (answer instanceof Announcement.Queued) {
            return new Note(mail, "queued", null);
        }
        return answer instanceof Announcement.Skipped skipped
                ? new Note(mail, "skipped", skipped.reason().code())
                : new Note(mail, "refused", null);
    }
}
