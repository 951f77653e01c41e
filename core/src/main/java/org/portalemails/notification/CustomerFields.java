package org.portalemails.notification;

import static org.portalemails.notification.Field.address;
import static org.portalemails.notification.Field.ofMail;
import static org.portalemails.notification.Field.ofProfile;
import static org.portalemails.notification.Field.text;
import static org.portalemails.notification.MergeField.Flag.DATE;
import static org.portalemails.notification.MergeField.Flag.LINK;
import static org.portalemails.notification.MergeField.Flag.LIST;
import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.event.Contact;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.PortalProfile;
import org.portalemails.notification.MergeField.Flag;

/** The fields that several mails share. */
final class CustomerFields {
    private CustomerFields() {}

    /** The fields of a mail to a customer: its own and those that all of them share. */
    static <E extends PortalEvent> List<Field<E>> after(List<Field<E>> own) {
        return after(own, new Flag[0]);
    }

    /** As {@link #after(List)}, for a mail that should lead to the portal. */
    static <E extends PortalEvent> List<Field<E>> withPortalExpectedAfter(List<Field<E>> own) {
        return after(own, Flag.EXPECTED_IN_CONTENT);
    }

    private static <E extends PortalEvent> List<Field<E>> after(List<Field<E>> own, Flag... portalFlags) {
        List<Field<E>> fields = new ArrayList<>(own);
        fields.add(ofMail(
                "recipientFirstName",
                "First name of the recipient",
                "Prénom du destinataire",
                "Marie",
                mail -> mail.recipient().firstName(),
                PERSONAL,
                MAY_BE_ABSENT));
        fields.add(ofMail(
                "recipientLastName",
                "Last name of the recipient",
                "Nom du destinataire",
                "Tremblay",
                mail -> mail.recipient().lastName(),
                PERSONAL,
                MAY_BE_ABSENT));
        fields.add(ofMail(
                "recipientFullName",
                "Full name of the recipient",
                "Nom complet du destinataire",
                "Marie Tremblay",
                mail -> mail.recipient().fullName(),
                PERSONAL,
                MAY_BE_ABSENT));
        fields.add(address(
                "recipientEmail",
                "Email address of the recipient",
                "Adresse e-mail du destinataire",
                "Adresse courriel du destinataire",
                "marie.tremblay@erables.example",
                new Field.Origin.OfMail<>(mail -> mail.recipient().email()),
                PERSONAL));
        fields.add(companyName());
        fields.add(CustomerFields.<E>list(
                        "companyCustomerNames", "Company customers", "Sociétés clientes", event -> event.header()
                                .companyCustomerNames())
                .typed());
        fields.add(ofMail(
                "customerGroupName", "Customer group", "Groupe de clients", "Grossistes du Québec", mail -> mail.group()
                        .name()));
        fields.add(ofProfile(
                "senderCompanyName",
                "Our company",
                "Notre société",
                "Distribution Boréale",
                PortalProfile::senderCompanyName));
        fields.add(portalName());
        fields.add(ofProfile(
                "portalUrl",
                "Address of the portal",
                "Adresse du portail",
                "https://portal.example/",
                PortalProfile::portalUrl,
                flags(portalFlags, LINK)));
        fields.add(ofProfile(
                "supportContactName",
                "Support: name",
                "Assistance : nom",
                "Service des comptes clients",
                PortalProfile::supportContactName,
                MAY_BE_ABSENT));
        fields.add(address(
                "supportContactEmail",
                "Support: email address",
                "Assistance : adresse e-mail",
                "Assistance : adresse courriel",
                "comptes@boreale.example",
                new Field.Origin.OfProfile<>((profile, language) -> profile.supportContactEmail()),
                MAY_BE_ABSENT));
        fields.add(ofProfile(
                "supportContactPhone",
                "Support: phone",
                "Assistance : téléphone",
                "+1 418 555 0100",
                (profile, language) -> profile.supportContactPhone(),
                MAY_BE_ABSENT));
        fields.add(
                ofMail("sentDate", "Date of the email", "Date du message", "2026-11-24", Occasion::announcedAt, DATE));
        return List.copyOf(fields);
    }

    static <E extends PortalEvent> Field<E> portalName() {
        return ofProfile(
                "portalName", "Name of the portal", "Nom du portail", "Portail clients", PortalProfile::portalName);
    }

    static <E extends PortalEvent> Field<E> companyName() {
        return CustomerFields.<E>plain(
                        "companyName",
                        "Customer’s company",
                        "Société du client",
                        "Érablière du Nord",
                        event -> event.header().companyName())
                .typed();
    }

    private static <E extends PortalEvent> Field<E> plain(
            String name, String english, String french, String example, Function<E, @Nullable Object> value) {
        return text(name, english, french, example, value);
    }

    static <E extends PortalEvent> Field<E> list(
            String name, String english, String french, Function<E, @Nullable Object> value) {
        return text(name, english, french, "Érablière du Nord inc.\nSirops du Nord ltée", value, LIST);
    }

    static <E extends PortalEvent> Field<E> requestId(Function<E, @Nullable Object> value, Flag... flags) {
        return text("requestId", "Number of the request", "Numéro de la demande", "R-2026-0042", value, flags);
    }

    static <E extends PortalEvent> Field<E> userName(Function<E, @Nullable Object> value, Flag... flags) {
        return text("userName", "User name", "Nom d’utilisateur", "mtremblay", value, flags(flags, PERSONAL));
    }

    static <E extends PortalEvent> Field<E> requestedAt() {
        return Field.moment("requestedAt", "Requested at", "Demandé le", event -> event.header()
                .occurredAt());
    }

    static <E extends PortalEvent> Field<E> changedAt() {
        return Field.moment(
                "changedAt", "Changed at", "Modifié le", event -> event.header().occurredAt());
    }

    static <E extends PortalEvent> Field<E> changedByName(Function<E, @Nullable Object> value, Flag... flags) {
        return text(
                "changedByName",
                "Name of whoever changed it",
                "Nom de la personne qui a fait le changement",
                "Luc Gagnon",
                value,
                flags(flags, PERSONAL));
    }

    private static Flag[] flags(Flag[] some, Flag one) {
        return Stream.concat(Stream.of(some), Stream.of(one)).toArray(Flag[]::new);
    }

    static @Nullable String name(@Nullable Contact contact) {
        return contact == null ? null : contact.fullName();
    }
}
