package org.portalemails.settings;

import java.util.Objects;

/**
 * The subject and the content of one mail in one language, as an administrator wrote them: with merge fields such as
 * {@code {{companyName}}}.
 *
 * <p>Whole by construction: neither half is blank. Whether the merge fields are right is decided by {@link
 * SettingsRules}, which knows the mail.
 *
 * @param subject the template of the subject; one line, not blank
 * @param content the template of the body; not blank
 * @param format how {@code content} is written
 */
public record MailText(String subject, String content, ContentFormat format) {
    /**
     * Refuses half a text.
     *
     * @throws IllegalArgumentException if the subject or the content is blank
     */
    public MailText {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(format, "format");
        if (subject.isBlank()) {
            throw new IllegalArgumentException("subject: must not be blank");
        }
        if (content.isBlank()) {
            throw new IllegalArgumentException("content: must not be blank");
        }
    }

    /** Shows the format and the sizes only: a text may be long. */
    @Override
    public String toString() {
        return "MailText[" + format.code() + ", subject of " + subject.length() + ", content of " + content.length()
                + " characters]";
    }
}
