package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.LIST;
import static org.portalemails.notification.MergeField.Flag.ONE_REQUIRED_IN_CONTENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;

import java.util.List;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.notification.NotificationType.Audience;

/** Somebody asked for the user names behind an address: always. */
final class ForgotUserName extends Notification<UserNameForgotten> {
    ForgotUserName() {
        super(
                Audience.CUSTOMER,
                null,
                List.of(UserNameForgotten.class),
                CustomerFields.after(List.of(
                        CustomerFields.userName(event -> event.userNames().get(0), ONE_REQUIRED_IN_CONTENT),
                        Field.text(
                                "userNames",
                                "All user names",
                                "Tous les noms d’utilisateur",
                                "mtremblay\nmtremblay2",
                                UserNameForgotten::userNames,
                                PERSONAL,
                                LIST,
                                ONE_REQUIRED_IN_CONTENT),
                        CustomerFields.requestedAt())));
    }

    @Override
    Decision decide(UserNameForgotten event, SendingConditions conditions) {
        return Decision.to(event.contact());
    }
}
