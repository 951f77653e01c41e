package org.portalemails.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.event.UserNameForgotten;

/** One day of an ERP: everything that can happen, with data as it might be. */
final class BusinessDay {
    static final CustomerGroupId WHOLESALERS = new CustomerGroupId("GROSSISTES-QC");
    static final CustomerGroupId RETAILERS = new CustomerGroupId("DETAILLANTS-QC");

    static final String STAFF_MAILBOX = "comptes.clients@boreal.example";
    static final String MARIE_MAILBOX = "marie-eve.tremblay@erables.example";
    static final String JEAN_MAILBOX = "jean.cote@erables.example";

    static final Contact MARIE = Contact.of("Marie-Ève", "Tremblay", MARIE_MAILBOX, Locale.CANADA_FRENCH)
            .withUserName("metremblay");
    static final Contact JEAN =
            Contact.of("Jean", "Côté", JEAN_MAILBOX, Locale.CANADA_FRENCH).withUserName("jcote");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** What is announced and committed: together the events cause every mail. */
    List<PortalEvent> events() {
        return List.of(
                new AccessRequested(
                        header("demande-1042", WHOLESALERS),
                        "D-2026-1042",
                        MARIE,
                        "+1 418 555-0142",
                        "•••• •••• 4321",
                        "120, rue Saint-Jean\nQuébec (Québec) G1R 1N8",
                        "https://erp.boreal.example/comptes-clients/demandes/D-2026-1042",
                        link("inscription-1042")),
                new RepresentativeValidated(
                        header("validation-1042", WHOLESALERS),
                        MARIE,
                        RepresentativeValidated.Kind.FIRST,
                        ContactRole.SECONDARY,
                        List.of("Érablière du Nord inc.", "Sirops du Nord ltée")),
                new PrimaryContactChanged(
                        header("contact-principal-88", WHOLESALERS),
                        JEAN,
                        MARIE,
                        false,
                        ContactRole.SECONDARY,
                        "Luc Gagnon"),
                new UserNameForgotten(
                        header("nom-oublie-7", WHOLESALERS), MARIE, List.of("metremblay", "achats.erabliere")),
                new PasswordResetRequested(header("mot-de-passe-9", WHOLESALERS), MARIE, link("mot-de-passe-9")),
                new PasswordChanged(header("mot-de-passe-9-choisi", WHOLESALERS), MARIE),
                new AddressChanged(
                        header("adresse-3", WHOLESALERS), MARIE, EmailAddress.of(JEAN_MAILBOX), "Luc Gagnon"));
    }

    /** Staff add somebody in a group that does not mail those who did not ask: a skip, with its reason. */
    PortalEvent addedWhereTheSwitchIsOff() {
        return new RepresentativeAdded(
                header("ajout-5", RETAILERS), "D-2026-1043", JEAN, "Luc Gagnon", link("inscription-1043"));
    }

    /** A reset that the ERP takes back. */
    PortalEvent takenBack() {
        return new PasswordResetRequested(header("mot-de-passe-10", WHOLESALERS), JEAN, link("mot-de-passe-10"));
    }

    private EventHeader header(String id, CustomerGroupId group) {
        return EventHeader.of(new EventId(id), group, now, "Érablière du Nord")
                .withCompanyCustomers(List.of("Érablière du Nord inc.", "Sirops du Nord ltée"));
    }

    /** No secret exists yet: the link is made when the mail leaves. */
    private ActionLink link(String reference) {
        return ActionLink.mintedAtSend(reference, now.plus(Duration.ofMinutes(30)));
    }
}
