package org.portalemails.view;

import org.portalemails.notification.MailText;

/**
 * A text as somebody wrote it, with its merge fields.
 *
 * @param subject the subject; empty for a text that has none, such as a signature
 * @param content the content
 * @param format how the content is written: {@code html} or {@code plain}; empty where it is detected
 */
public record TextView(String subject, String content, String format) {
    /** The text of a mail. */
    public static TextView of(MailText text) {
        return new TextView(text.subject(), text.content(), text.format().code());
    }

    /** The sizes only. */
    @Override
    public String toString() {
        return "TextView[" + format + ", subject of " + subject.length() + ", content of " + content.length()
                + " characters]";
    }
}
