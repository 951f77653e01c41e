package org.portalemails.view;

import java.util.List;
import java.util.Locale;
import org.portalemails.announce.Announcement;

/**
 * The answer to an announcement.
 *
 * @param event the event
 * @param answers one for each mail that the event may cause, in the order of the screen
 */
public record AnnouncementView(String event, List<MailAnswerView> answers) {
    /** Copies the list. */
    public AnnouncementView {
        answers = List.copyOf(answers);
    }

    /** The answer for one event. */
    public static AnnouncementView of(Announcement announcement, Locale reader) {
        return new AnnouncementView(
                announcement.eventId().value(),
                announcement.answers().stream()
                        .map(answer -> MailAnswerView.of(answer, reader))
                        .toList());
    }
}
