package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;

import java.util.List;
import org.portalemails.event.PasswordChanged;
import org.portalemails.notification.NotificationType.Audience;

/** The password of an account was changed: always, if the host announces it. */
final class PasswordChangedNotice extends Notification<PasswordChanged> {
    PasswordChangedNotice() {
        super(
                Audience.CUSTOMER,
                null,
                List.of(PasswordChanged.class),
                CustomerFields.after(List.of(
                        CustomerFields.changedAt(),
                        CustomerFields.userName(event -> event.contact().userName(), MAY_BE_ABSENT),
                        CustomerFields.changedByName(PasswordChanged::changedByName, MAY_BE_ABSENT))));
    }

    @Override
    boolean isOnScreen() {
        return false;
    }

    @Override
    Decision decide(PasswordChanged event, SendingConditions conditions) {
        return Decision.to(event.contact());
    }
}
