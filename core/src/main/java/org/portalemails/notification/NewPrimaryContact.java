package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;

import java.util.List;
import org.portalemails.event.Contact;
import org.portalemails.event.PrimaryContactChanged;

/** A representative became the primary contact of their company. The first one learns it from the validation mail, unless the host chooses otherwise. */
final class NewPrimaryContact extends PrimaryContactNotification {
    NewPrimaryContact() {
        super(
                Switch.NOTIFY_NEW_PRIMARY_CONTACT,
                CustomerFields.after(List.of(
                        effectiveAt(),
                        Field.text(
                                "previousPrimaryContactName",
                                "Name of the previous primary contact",
                                "Nom de l’ancien contact principal",
                                "Jean Côté",
                                event -> CustomerFields.name(event.previous()),
                                PERSONAL,
                                MAY_BE_ABSENT),
                        changedByName())));
    }

    @Override
    Decision decide(PrimaryContactChanged event, SendingConditions conditions) {
        Contact next = event.next();
        if (next == null) {
            return Decision.skip(null, SkipReason.NOBODY_TO_TELL);
        }
        if (isSamePersonOrMailbox(event.previous(), next)) {
            return Decision.skip(next, SkipReason.SAME_MAILBOX);
        }
        if (event.firstAssignment() && !conditions.policy().announcesFirstPrimaryContact()) {
            return Decision.skip(next, SkipReason.ANNOUNCED_BY_ANOTHER_MAIL);
        }
        return conditions.on().contains(Switch.NOTIFY_NEW_PRIMARY_CONTACT)
                ? Decision.to(next)
                : Decision.skip(next, SkipReason.SWITCHED_OFF);
    }
}
