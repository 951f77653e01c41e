package org.portalemails.email;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.Mailbox;

/**
 * What a mail says, for somebody who has to know what a person got: its words as they were sent, with {@link
 * org.portalemails.template.RenderedText#MASK} in the place of every secret. Personal data: {@link #toString()} shows none of it.
 *
 * @param id the mail
 * @param language in which it is written, of two the first
 * @param messageId the Message-ID without angle brackets
 * @param date the Date header
 * @param from the sender
 * @param replyTo where answers go, or {@code null}
 * @param to the recipient
 * @param subject the subject
 * @param text the plain-text part
 * @param html the HTML part, or {@code null}
 */
public record MailContent(
        MailId id,
        Locale language,
        String messageId,
        Instant date,
        Mailbox from,
        @Nullable Mailbox replyTo,
        Mailbox to,
        String subject,
        String text,
        @Nullable String html) {
    /** Refuses {@code null}. */
    public MailContent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
    }

    /**
     * What a mail says.
     *
     * @param mail the mail, in whatever state
     * @return its words, without secrets
     */
    public static MailContent of(ComposedMail mail) {
        return new MailContent(
                mail.id(),
                mail.language(),
                mail.messageId(),
                mail.date(),
                mail.from(),
                mail.replyTo(),
                mail.to(),
                mail.subject(),
                mail.text().masked(),
                mail.html() == null ? null : mail.html().masked());
    }

    /** Identifiers only. */
    @Override
    public String toString() {
        return "MailContent[" + id + "]";
    }
}
