package org.portalemails.view;

import java.util.Locale;
import org.portalemails.announce.Announcement;

/**
 * What became of one mail that an event may cause.
 *
 * @param mail the code of the kind of mail, such as {@code reset-password}
 * @param mailLabel what people call it
 * @param answer {@code queued}: it will be sent after the commit; {@code skipped}: there is no mail; {@code refused}: the event is
 *     wrong, and nothing of it was written
 * @param id with which its fate can be followed; empty if it is refused
 * @param reason the code of why it is skipped, or the type of the problem for which it is refused; empty if it is queued
 * @param reasonLabel the reason in words
 */
public record MailAnswerView(
        String mail, String mailLabel, String answer, String id, String reason, String reasonLabel) {
    /** One answer. */
    public static MailAnswerView of(Announcement.MailAnswer answer, Locale reader) {
        String mail = answer.type().code();
        String label = Words.label("mail", mail, reader);
        if (answer instanceof Announcement.Queued queued) {
            return new MailAnswerView(mail, label, "queued", queued.id().value(), "", "");
        }
        if (answer instanceof Announcement.Skipped skipped) {
            String reason = skipped.reason().code();
            return new MailAnswerView(
                    mail, label, "skipped", skipped.id().value(), reason, Words.label("reason", reason, reader));
        }
        Problem problem = Problem.of(((Announcement.Refused) answer).cause(), reader);
        return new MailAnswerView(mail, label, "refused", "", problem.type(), problem.title());
    }
}
