package org.portalemails.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.Contact;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.notification.NotificationType.Audience;

/** What the two mails about one change have in common: two independent switches, and none to somebody who is on both sides. */
abstract class PrimaryContactNotification extends Notification<PrimaryContactChanged> {
    PrimaryContactNotification(Switch governedBy, List<Field<PrimaryContactChanged>> fields) {
        super(Audience.CUSTOMER, governedBy, List.of(PrimaryContactChanged.class), fields);
    }

    static Field<PrimaryContactChanged> effectiveAt() {
        return Field.moment("effectiveAt", "In effect since", "En vigueur depuis", event -> event.header()
                .occurredAt());
    }

    static Field<PrimaryContactChanged> changedByName() {
        return CustomerFields.changedByName(PrimaryContactChanged::changedByName);
    }

    static boolean isSamePersonOrMailbox(@Nullable Contact one, @Nullable Contact other) {
        if (one == null || other == null) {
            return false;
        }
        if (one.equals(other) || one.userName() != null && one.userName().equals(other.userName())) {
            return true;
        }
        EmailAddress first = one.email();
        EmailAddress second = other.email();
        return first != null && second != null && first.mailboxKey().equals(second.mailboxKey());
    }
}
