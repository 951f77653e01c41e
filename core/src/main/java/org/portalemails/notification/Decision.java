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
     * The name of whom it would reach.
     *
     * @return {@code null} if it is not known
     */
    @Nullable
    String name();

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

        @Override
        public @Nullable String name() {
            return recipient.mailbox().displayName();
        }
    }

    /**
     * Nobody gets it.
     *
     * @param address who would have, or {@code null} if there is nobody or no address
     * @param name their name, or {@code null} if it is not known
     * @param reason why not
     */
    record Skip(@Nullable EmailAddress address, @Nullable String name, SkipReason reason) implements Decision {
        /** Nobody who is known by name. */
        public Skip(@Nullable EmailAddress address, SkipReason reason) {
            this(address, null, reason);
        }

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
        return email == null ? skip(contact, SkipReason.NO_ADDRESS) : new Send(Recipient.of(contact, email));
    }

    /**
     * Mails nobody.
     *
     * @param contact who would have got it, or {@code null}
     * @param reason why not
     * @return the skip
     */
    static Decision skip(@Nullable Contact contact, SkipReason reason) {
        return contact == null ? new Skip(null, reason) : new Skip(contact.email(), contact.fullName(), reason);
    }
}
