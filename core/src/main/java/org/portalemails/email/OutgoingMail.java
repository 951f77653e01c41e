package org.portalemails.email;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.Mailbox;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.BrandImage;

/**
 * A mail as it leaves: complete, with its links in clear. Exists only between claim and delivery; never stored or logged.
 *
 * <p>One recipient. Every retry carries the same {@code messageId} and {@code date}.
 *
 * @param id identifies the mail
 * @param group whose settings made it
 * @param company the company of that group: in whose name it is sent
 * @param route the name of the {@linkplain org.portalemails.transport.MailRoute route} by which it leaves
 * @param messageId the Message-ID without angle brackets: {@code id@domain}, ASCII
 * @param date the Date header, fixed at the announcement; whole seconds
 * @param from the sender
 * @param replyTo where answers go, or {@code null}
 * @param to the recipient
 * @param subject one line, not blank
 * @param text the plain-text part; lines end with {@code \n}
 * @param html the HTML part, or {@code null} if the mail is plain text only
 * @param images what the HTML shows under {@code cid:} addresses; empty if it shows none
 */
public record OutgoingMail(
        MailId id,
        CustomerGroupId group,
        CompanyId company,
        String route,
        String messageId,
        Instant date,
        Mailbox from,
        @Nullable Mailbox replyTo,
        Mailbox to,
        String subject,
        String text,
        @Nullable String html,
        List<BrandImage> images) {
    /** A mail of a host with one company and one route, without images. */
    public OutgoingMail(
            MailId id,
            CustomerGroupId group,
            String messageId,
            Instant date,
            Mailbox from,
            @Nullable Mailbox replyTo,
            Mailbox to,
            String subject,
            String text,
            @Nullable String html) {
        this(
                id,
                group,
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                messageId,
                date,
                from,
                replyTo,
                to,
                subject,
                text,
                html,
                List.of());
    }

    /**
     * Refuses a mail that is not complete.
     *
     * @throws IllegalArgumentException if the subject is blank or holds a line break, the text is blank, or the
     *     Message-ID is malformed
     */
    public OutgoingMail {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        images = List.copyOf(images);
        if (!VisibleText.isIn(subject) || subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("subject: one line that shows something");
        }
        if (!VisibleText.isIn(text)) {
            throw new IllegalArgumentException("text: must show something");
        }
        int at = messageId.indexOf('@');
        boolean printable = messageId.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '<' && c != '>');
        if (at < 1 || at == messageId.length() - 1 || at != messageId.lastIndexOf('@') || !printable) {
            throw new IllegalArgumentException("messageId: id@domain in printable ASCII");
        }
    }

    /** The id only: everything else is personal or secret. */
    @Override
    public String toString() {
        return "OutgoingMail[" + id + "]";
    }
}
