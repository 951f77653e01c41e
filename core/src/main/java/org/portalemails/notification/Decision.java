package org.portalemails.notification;

import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.Contact;

/** What the rule of a mail says about an event: who gets it, or why nobody does. */
public sealed interface Decision {
    /**
     * Whom it would reach.
     *
     * @return {@code null} if there is nobody or no address
     */
    @Nullable
    EmailAddress address();

    /**
     * Somebody gets it.
     *
     * @param recipient who
     */
    record Send(Recipient recipient) implements Decision {
        @Override
        public EmailAddress address() {
            return recipient.email();
        }
    }

    /**
     * Nobody gets it.
     *
     * @param address who would have, or {@code null} if there is nobody or no address
     * @param reason why not
     */
    record Skip(@Nullable EmailAddress address, SkipReason reason) implements Decision {
        /** The reason only. */
        @Override
        public String toString() {
            return "Skip[" + reason.code() + "]";
        }
    }

    /**
     * Mails a contact who has an address.
     *
     * @param contact who
     * @return a skip if they have none
     */
    static Decision to(Contact contact) {
        EmailAddress email = contact.email();
        return email == null ? new Skip(null, SkipReason.NO_ADDRESS) : new Send(Recipient.of(contact, email));
    }

    /**
     * Mails nobody.
     *
     * @param contact who would have got it, or {@code null}
     * @param reason why not
     * @return the skip
     */
    static Decision skip(@Nullable Contact contact, SkipReason reason) {
        return new Skip(contact == null ? null : contact.email(), reason);
    }
}
