package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;

import java.util.List;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.notification.NotificationType.Audience;

/** Staff validated the representative: always, for a validation that tells them something new. */
final class CustomerValidationConfirmation extends Notification<RepresentativeValidated> {
    CustomerValidationConfirmation() {
        super(
                Audience.CUSTOMER,
                null,
                List.of(RepresentativeValidated.class),
                CustomerFields.withPortalExpectedAfter(List.of(
                        Field.moment("validatedAt", "Validated at", "Validé le", event -> event.header()
                                .occurredAt()),
                        Field.text(
                                "contactRole",
                                "Role of the contact",
                                "Rôle du contact",
                                "primary",
                                RepresentativeValidated::role),
                        CustomerFields.userName(event -> event.representative().userName(), MAY_BE_ABSENT),
                        CustomerFields.list(
                                "linkedCompanyCustomers",
                                "Company customers linked",
                                "Sociétés clientes associées",
                                RepresentativeValidated::linkedCompanyCustomers))));
    }

    @Override
    Decision decide(RepresentativeValidated event, SendingConditions conditions) {
        return switch (event.kind()) {
            case FIRST, AFTER_REJECTION -> Decision.to(event.representative());
            case CREATED_VALIDATED, FURTHER_LINK -> Decision.skip(event.representative(), SkipReason.NOTHING_NEW);
        };
    }
}
