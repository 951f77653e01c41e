package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;

import java.util.List;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.notification.NotificationType.Audience;

/**
 * The address of an account was changed: always, if the host announces it. Two mails about one change, which have all but their words and
 * their reader in common. Neither tells the other address: one of the two may be read by somebody whom it does not concern.
 */
final class AddressChangedNotice extends Notification<AddressChanged> {
    /** Which of the two addresses it goes to. */
    enum To {
        NEW,
        OLD
    }

    private final To to;

    AddressChangedNotice(To to) {
        super(
                Audience.CUSTOMER,
                null,
                List.of(AddressChanged.class),
                CustomerFields.after(List.of(
                        CustomerFields.changedAt(),
                        CustomerFields.userName(event -> event.contact().userName(), MAY_BE_ABSENT),
                        CustomerFields.changedByName(AddressChanged::changedByName, MAY_BE_ABSENT))));
        this.to = to;
    }

    @Override
    boolean isOnScreen() {
        return false;
    }

    /** Who only writes their address otherwise reads one mail, not two. */
    @Override
    Decision decide(AddressChanged event, SendingConditions conditions) {
        Contact contact = event.contact();
        if (to == To.NEW) {
            return Decision.to(contact);
        }
        EmailAddress previous = event.previous();
        EmailAddress next = contact.email();
        if (previous == null) {
            return Decision.skip(null, SkipReason.NO_ADDRESS);
        }
        return next != null && next.mailboxKey().equals(previous.mailboxKey())
                ? new Decision.Skip(previous, SkipReason.SAME_MAILBOX)
                : new Decision.Send(Recipient.of(contact, previous));
    }
}
