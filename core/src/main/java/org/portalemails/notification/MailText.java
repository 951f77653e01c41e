package org.portalemails.notification;

import java.util.Objects;
import org.portalemails.language.Fingerprint;
import org.portalemails.language.UnsafeCharacters;
import org.portalemails.language.VisibleText;
import org.portalemails.settings.form.SettingsRules;

/**
 * The subject and the content of one mail in one language, as an administrator wrote them: with merge fields such as
 * {@code {{companyName}}}.
 *
 * <p>Whole by construction: neither half is blank, and both can be stored and sent as they are. Whether the merge fields
 * are right is decided by {@link SettingsRules}, which knows the mail.
 *
 * @param subject the template of the subject; one line, not blank, without control characters; white space at its ends is
 *     dropped
 * @param content the template of the body; not blank; lines end with {@code \n}, to which {@code \r\n} and {@code \r} are
 *     changed, and a tab is the only other control character
 * @param format how {@code content} is written
 */
public record MailText(String subject, String content, ContentFormat format) {
    /**
     * Refuses half a text and characters that no mail can carry.
     *
     * @throws IllegalArgumentException if the subject or the content is blank or holds a control character or half a
     *     surrogate pair
     */
    public MailText {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(format, "format");
        subject = subject.strip();
        content = unixLines(content);
        if (!VisibleText.isIn(subject)) {
            throw new IllegalArgumentException("subject: must not be blank");
        }
        if (!VisibleText.isIn(content)) {
            throw new IllegalArgumentException("content: must not be blank");
        }
        if (UnsafeCharacters.first(subject, false) >= 0) {
            throw new IllegalArgumentException("subject: one line without control characters");
        }
        if (UnsafeCharacters.first(content, true) >= 0) {
            throw new IllegalArgumentException("content: no control characters but line breaks and tabs");
        }
    }

    /**
     * Browsers send CRLF from a text area; one form is kept, so that equal texts are equal.
     *
     * @param text any text
     * @return with lines that end with {@code \n}
     */
    public static String unixLines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * Tells whether a text is still the same, without keeping it.
     *
     * @return 16 hexadecimal digits, the same on every machine and in every version
     */
    public String fingerprint() {
        return Fingerprint.of(format.code() + '\n' + subject + '\n' + content);
    }

    /** Shows the format and the sizes only: a text may be long. */
    @Override
    public String toString() {
        return "MailText[" + format.code() + ", subject of " + subject.length() + ", content of " + content.length()
                + " characters]";
    }
}
