package org.portalemails.notification;

import static org.portalemails.notification.Field.text;
import static org.portalemails.notification.MergeField.Flag.LINK;
import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;
import static org.portalemails.notification.MergeField.Flag.MOMENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;
import static org.portalemails.notification.MergeField.Flag.REQUIRED_WHILE_SWITCHED_ON;
import static org.portalemails.notification.MergeField.Flag.SECRET;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.event.InvitationResent;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.notification.NotificationType.Audience;

/**
 * A representative asked for access themselves: always, unless the host reads the rule the other way. Or staff or a primary contact
 * added them: only if the box is ticked. Or staff send it again: always.
 */
final class CustomerAccessRequest extends Notification<PortalEvent> {
    CustomerAccessRequest() {
        super(
                Audience.CUSTOMER,
                Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK,
                List.of(AccessRequested.class, RepresentativeAdded.class, InvitationResent.class),
                CustomerFields.after(List.of(
                        CustomerFields.requestId(CustomerAccessRequest::requestId),
                        CustomerFields.requestedAt(),
                        Field.text(
                                        "initiatorName",
                                        "Name of whoever added the representative",
                                        "Nom de la personne qui a ajouté le représentant",
                                        "Luc Gagnon",
                                        event -> event instanceof RepresentativeAdded added
                                                ? added.initiatorName()
                                                : null,
                                        PERSONAL,
                                        MAY_BE_ABSENT)
                                .typed(),
                        CustomerFields.userName(event -> representative(event).userName(), MAY_BE_ABSENT)
                                .typed(),
                        text(
                                "registrationLink",
                                "Registration link",
                                "Lien d’inscription",
                                "https://portal.example/register/EXAMPLE",
                                CustomerAccessRequest::registration,
                                SECRET,
                                LINK,
                                REQUIRED_WHILE_SWITCHED_ON,
                                MAY_BE_ABSENT),
                        text(
                                "registrationLinkExpiresAt",
                                "Registration link expires at",
                                "Fin de validité du lien d’inscription",
                                "2026-12-01T15:15:00Z",
                                event -> {
                                    ActionLink link = registration(event);
                                    return link == null ? null : link.expiresAt();
                                },
                                MOMENT,
                                MAY_BE_ABSENT))));
    }

    @Override
    Decision decide(PortalEvent event, SendingConditions conditions) {
        if (event instanceof AccessRequested asked) {
            return conditions.policy().mailsWhoAskedThemselves()
                    ? Decision.to(asked.requester())
                    : Decision.skip(asked.requester(), SkipReason.POLICY);
        }
        Contact added = representative(event);
        if (event instanceof InvitationResent) {
            return Decision.to(added);
        }
        return conditions.on().contains(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK)
                ? Decision.to(added)
                : Decision.skip(added, SkipReason.SWITCHED_OFF);
    }

    @Override
    @Nullable
    Contact stranger(PortalEvent event) {
        return event instanceof AccessRequested asked ? asked.requester() : null;
    }

    @Override
    boolean isTypedByStrangers() {
        return true;
    }

    private static RepresentativeAdded added(PortalEvent event) {
        return (RepresentativeAdded) event;
    }

    private static String requestId(PortalEvent event) {
        if (event instanceof AccessRequested asked) {
            return asked.requestId();
        }
        return event instanceof InvitationResent again
                ? again.requestId()
                : added(event).requestId();
    }

    private static Contact representative(PortalEvent event) {
        if (event instanceof AccessRequested asked) {
            return asked.requester();
        }
        return event instanceof InvitationResent again
                ? again.representative()
                : added(event).representative();
    }

    private static @Nullable ActionLink registration(PortalEvent event) {
        if (event instanceof AccessRequested asked) {
            return asked.registration();
        }
        return event instanceof InvitationResent again
                ? again.registration()
                : added(event).registration();
    }
}
