package org.portalemails.notification;

import static org.portalemails.notification.Field.text;
import static org.portalemails.notification.MergeField.Flag.LINK;
import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;
import static org.portalemails.notification.MergeField.Flag.ONE_REQUIRED_IN_CONTENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;

import java.util.List;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.Contact;
import org.portalemails.notification.NotificationType.Audience;

/** A representative submitted an access request: to <em>Send Access Request Email Messages To</em>, in the language of the settings. */
final class InternalAccessRequest extends Notification<AccessRequested> {
    InternalAccessRequest() {
        super(
                Audience.RECEIVABLES_STAFF,
                null,
                List.of(AccessRequested.class),
                List.of(
                        CustomerFields.requestId(AccessRequested::requestId, ONE_REQUIRED_IN_CONTENT),
                        CustomerFields.requestedAt(),
                        Field.<AccessRequested>text(
                                        "requesterFullName",
                                        "Name of the requester",
                                        "Nom de la personne qui fait la demande",
                                        "Marie Tremblay",
                                        event -> event.requester().fullName(),
                                        PERSONAL,
                                        MAY_BE_ABSENT)
                                .typed(),
                        Field.address(
                                "requesterEmail",
                                "Email address of the requester",
                                "Adresse e-mail de la personne qui fait la demande",
                                "Adresse courriel de la personne qui fait la demande",
                                "marie.tremblay@erables.example",
                                new Field.Origin.OfEvent<>(
                                        event -> event.requester().email()),
                                PERSONAL,
                                MAY_BE_ABSENT),
                        Field.text(
                                        "requesterPhone",
                                        "Phone of the requester",
                                        "Téléphone de la personne qui fait la demande",
                                        "+1 418 555 0142",
                                        AccessRequested::requesterPhone,
                                        PERSONAL,
                                        MAY_BE_ABSENT)
                                .typed(),
                        CustomerFields.companyName(),
                        CustomerFields.portalName(),
                        Field.text(
                                        "taxIdMasked",
                                        "Tax number, masked",
                                        "Numéro de taxes, masqué",
                                        "•••• •••• 4321",
                                        AccessRequested::taxIdMasked,
                                        MAY_BE_ABSENT)
                                .typed(),
                        Field.text(
                                        "mailingAddress",
                                        "Mailing address",
                                        "Adresse postale",
                                        "120, rue Saint-Jean\nQuébec (Québec) G1R 1N8",
                                        AccessRequested::mailingAddress,
                                        PERSONAL,
                                        MAY_BE_ABSENT)
                                .typed(),
                        text(
                                "reviewUrl",
                                "Link to the review page",
                                "Lien vers la page d’examen",
                                "https://erp.example/receivables/requests/R-2026-0042",
                                AccessRequested::reviewUrl,
                                LINK,
                                ONE_REQUIRED_IN_CONTENT,
                                MAY_BE_ABSENT)));
    }

    @Override
    boolean isOnScreen() {
        return false;
    }

    @Override
    Decision decide(AccessRequested event, SendingConditions conditions) {
        EmailAddress staff = conditions.accessRequestsTo();
        return staff == null
                ? Decision.skip(null, SkipReason.NO_ADDRESS)
                : new Decision.Send(new Recipient("", "", staff, conditions.language()));
    }

    @Override
    Contact stranger(AccessRequested event) {
        return event.requester();
    }

    @Override
    boolean isTypedByStrangers() {
        return true;
    }
}
