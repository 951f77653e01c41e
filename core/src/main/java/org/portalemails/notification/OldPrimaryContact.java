package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;

import java.util.List;
import org.portalemails.event.Contact;
import org.portalemails.event.PrimaryContactChanged;

/** A representative is no longer the primary contact of their company. */
final class OldPrimaryContact extends PrimaryContactNotification {
    OldPrimaryContact() {
        super(
                Switch.NOTIFY_OLD_PRIMARY_CONTACT,
                CustomerFields.after(List.of(
                        effectiveAt(),
                        Field.text(
                                "newPrimaryContactName",
                                "Name of the new primary contact",
                                "Nom du nouveau contact principal",
                                "Marie Tremblay",
                                event -> CustomerFields.name(event.next()),
                                PERSONAL,
                                MAY_BE_ABSENT),
                        Field.text(
                                "remainingRole",
                                "Role that remains",
                                "Rôle conservé",
                                "secondary",
                                PrimaryContactChanged::remainingRole,
                                MAY_BE_ABSENT),
                        changedByName())));
    }

    @Override
    Decision decide(PrimaryContactChanged event, SendingConditions conditions) {
        Contact previous = event.previous();
        if (previous == null) {
            return Decision.skip(null, SkipReason.NOBODY_TO_TELL);
        }
        if (isSamePersonOrMailbox(previous, event.next())) {
            return Decision.skip(previous, SkipReason.SAME_MAILBOX);
        }
        return conditions.on().contains(Switch.NOTIFY_OLD_PRIMARY_CONTACT)
                ? Decision.to(previous)
                : Decision.skip(previous, SkipReason.SWITCHED_OFF);
    }
}
