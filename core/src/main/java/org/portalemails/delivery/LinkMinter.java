package org.portalemails.delivery;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.notification.NotificationType;

/**
 * Port: makes a secret link at the moment when its mail leaves, so that no secret is ever stored. Implemented by the host.
 *
 * <p>For whoever implements it:
 *
 * <ul>
 *   <li>Threads: called from the dispatcher's sender threads, many at once; never inside a transaction of the outbox.
 *   <li>Repetition: called again for the same mail when it is tried again, perhaps after a crash. The earlier mail may have
 *       arrived: either return the same link, or make a new one and leave the earlier one valid, or make the earlier one
 *       void, which is safest and may surprise somebody who reads the first of two mails.
 *   <li>Refusal: an empty answer, and no exception, means that the request was withdrawn or used; the mail is cancelled.
 *   <li>Failure: an exception means "try later".
 * </ul>
 */
@FunctionalInterface
public interface LinkMinter {
    /**
     * Makes a link.
     *
     * @param request for what
     * @return an absolute {@code https} address in ASCII of at most 2,000 characters, or empty if no link is to be made
     */
    Optional<String> mint(Request request);

    /**
     * For what a link is wanted.
     *
     * @param mail the mail it will stand in
     * @param type which of the mails
     * @param group whose
     * @param field the merge field it fills, such as {@code resetLink}
     * @param reference what the host gave at the announcement
     * @param expiresAt when the link must end
     */
    record Request(
            MailId mail,
            NotificationType type,
            CustomerGroupId group,
            String field,
            String reference,
            Instant expiresAt) {
        /** Refuses {@code null}. */
        public Request {
            Objects.requireNonNull(mail, "mail");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(reference, "reference");
            Objects.requireNonNull(expiresAt, "expiresAt");
        }
    }

    /**
     * For hosts whose links all exist before the announcement: fails when it is asked for one.
     *
     * @return the minter
     */
    static LinkMinter none() {
        return request -> {
            throw new NoLinkMinterException();
        };
    }
}
