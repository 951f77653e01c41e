package org.portalemails.notification;

import static org.portalemails.notification.MergeField.Flag.DATE;
import static org.portalemails.notification.MergeField.Flag.EXPECTED_IN_CONTENT;
import static org.portalemails.notification.MergeField.Flag.LINK;
import static org.portalemails.notification.MergeField.Flag.LIST;
import static org.portalemails.notification.MergeField.Flag.MAY_BE_ABSENT;
import static org.portalemails.notification.MergeField.Flag.MOMENT;
import static org.portalemails.notification.MergeField.Flag.ONE_REQUIRED_IN_CONTENT;
import static org.portalemails.notification.MergeField.Flag.PERSONAL;
import static org.portalemails.notification.MergeField.Flag.REQUIRED_IN_CONTENT;
import static org.portalemails.notification.MergeField.Flag.REQUIRED_WHILE_SWITCHED_ON;
import static org.portalemails.notification.MergeField.Flag.SECRET;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.portalemails.notification.MergeField.Flag;

/** The fields of the seven mails, in the order in which a screen lists them: the mail's own first. */
final class BuiltInFields {
    private BuiltInFields() {}

    static List<MergeField> of(NotificationType type) {
        return switch (type) {
            case INTERNAL_ACCESS_REQUEST ->
                List.of(
                        requestId(ONE_REQUIRED_IN_CONTENT),
                        moment("requestedAt", "Requested at", "Demandé le"),
                        field(
                                "requesterFullName",
                                "Name of the requester",
                                "Nom de la personne qui fait la demande",
                                "Marie Tremblay",
                                PERSONAL,
                                MAY_BE_ABSENT),
                        address(
                                "requesterEmail",
                                "Email address of the requester",
                                "Adresse e-mail de la personne qui fait la demande",
                                "Adresse courriel de la personne qui fait la demande",
                                "marie.tremblay@erables.example",
                                PERSONAL,
                                MAY_BE_ABSENT),
                        field(
                                "requesterPhone",
                                "Phone of the requester",
                                "Téléphone de la personne qui fait la demande",
                                "+1 418 555 0142",
                                PERSONAL,
                                MAY_BE_ABSENT),
                        companyName(),
                        portalName(),
                        field(
                                "taxIdMasked",
                                "Tax number, masked",
                                "Numéro de taxes, masqué",
                                "•••• •••• 4321",
                                MAY_BE_ABSENT),
                        field(
                                "mailingAddress",
                                "Mailing address",
                                "Adresse postale",
                                "120, rue Saint-Jean\nQuébec (Québec) G1R 1N8",
                                PERSONAL,
                                MAY_BE_ABSENT),
                        field(
                                "reviewUrl",
                                "Link to the review page",
                                "Lien vers la page d’examen",
                                "https://erp.example/receivables/requests/R-2026-0042",
                                LINK,
                                ONE_REQUIRED_IN_CONTENT,
                                MAY_BE_ABSENT));
            case CUSTOMER_ACCESS_REQUEST ->
                toCustomer(
                        requestId(),
                        moment("requestedAt", "Requested at", "Demandé le"),
                        field(
                                "initiatorName",
                                "Name of whoever added the representative",
                                "Nom de la personne qui a ajouté le représentant",
                                "Luc Gagnon",
                                PERSONAL,
                                MAY_BE_ABSENT),
                        userName(MAY_BE_ABSENT),
                        field(
                                "registrationLink",
                                "Registration link",
                                "Lien d’inscription",
                                "https://portal.example/register/EXAMPLE",
                                SECRET,
                                LINK,
                                REQUIRED_WHILE_SWITCHED_ON,
                                MAY_BE_ABSENT),
                        field(
                                "registrationLinkExpiresAt",
                                "Registration link expires at",
                                "Fin de validité du lien d’inscription",
                                "2026-12-01T15:15:00Z",
                                MOMENT,
                                MAY_BE_ABSENT));
            case CUSTOMER_VALIDATION_CONFIRMATION ->
                toCustomerWithPortalExpected(
                        moment("validatedAt", "Validated at", "Validé le"),
                        field("contactRole", "Role of the contact", "Rôle du contact", "primary"),
                        userName(MAY_BE_ABSENT),
                        field(
                                "linkedCompanyCustomers",
                                "Company customers linked",
                                "Sociétés clientes associées",
                                "Érablière du Nord inc.\nSirops du Nord ltée",
                                LIST));
            case NEW_PRIMARY_CONTACT ->
                toCustomer(
                        moment("effectiveAt", "In effect since", "En vigueur depuis"),
                        field(
                                "previousPrimaryContactName",
                                "Name of the previous primary contact",
                                "Nom de l’ancien contact principal",
                                "Jean Côté",
                                PERSONAL,
                                MAY_BE_ABSENT),
                        changedByName());
            case OLD_PRIMARY_CONTACT ->
                toCustomer(
                        moment("effectiveAt", "In effect since", "En vigueur depuis"),
                        field(
                                "newPrimaryContactName",
                                "Name of the new primary contact",
                                "Nom du nouveau contact principal",
                                "Marie Tremblay",
                                PERSONAL,
                                MAY_BE_ABSENT),
                        field("remainingRole", "Role that remains", "Rôle conservé", "secondary", MAY_BE_ABSENT),
                        changedByName());
            case FORGOT_USER_NAME ->
                toCustomer(
                        userName(ONE_REQUIRED_IN_CONTENT),
                        field(
                                "userNames",
                                "All user names",
                                "Tous les noms d’utilisateur",
                                "mtremblay\nmtremblay2",
                                PERSONAL,
                                LIST,
                                ONE_REQUIRED_IN_CONTENT),
                        moment("requestedAt", "Requested at", "Demandé le"));
            case RESET_PASSWORD ->
                toCustomer(
                        field(
                                "resetLink",
                                "Link to set a new password",
                                "Lien pour choisir un nouveau mot de passe",
                                "https://portal.example/reset/EXAMPLE",
                                SECRET,
                                LINK,
                                REQUIRED_IN_CONTENT),
                        field(
                                "resetLinkExpiresAt",
                                "Link expires at",
                                "Fin de validité du lien",
                                "2026-11-24T15:45:00Z",
                                MOMENT),
                        field(
                                "resetLinkValidMinutes",
                                "Minutes for which the link is valid",
                                "Minutes de validité du lien",
                                "30"),
                        userName(),
                        moment("requestedAt", "Requested at", "Demandé le"),
                        field(
                                "requestedByName",
                                "Name of whoever requested it for the recipient",
                                "Nom de la personne qui a fait la demande pour le destinataire",
                                "Service des comptes clients",
                                PERSONAL,
                                MAY_BE_ABSENT));
        };
    }

    private static List<MergeField> toCustomer(MergeField... own) {
        return customerMail(List.of(own), false);
    }

    private static List<MergeField> toCustomerWithPortalExpected(MergeField... own) {
        return customerMail(List.of(own), true);
    }

    /** The mail's own fields and those that all six customer mails share. */
    private static List<MergeField> customerMail(List<MergeField> own, boolean portalExpected) {
        List<MergeField> fields = new ArrayList<>(own);
        fields.add(field(
                "recipientFirstName",
                "First name of the recipient",
                "Prénom du destinataire",
                "Marie",
                PERSONAL,
                MAY_BE_ABSENT));
        fields.add(field(
                "recipientLastName",
                "Last name of the recipient",
                "Nom du destinataire",
                "Tremblay",
                PERSONAL,
                MAY_BE_ABSENT));
        fields.add(field(
                "recipientFullName",
                "Full name of the recipient",
                "Nom complet du destinataire",
                "Marie Tremblay",
                PERSONAL,
                MAY_BE_ABSENT));
        fields.add(address(
                "recipientEmail",
                "Email address of the recipient",
                "Adresse e-mail du destinataire",
                "Adresse courriel du destinataire",
                "marie.tremblay@erables.example",
                PERSONAL));
        fields.add(companyName());
        fields.add(field(
                "companyCustomerNames",
                "Company customers",
                "Sociétés clientes",
                "Érablière du Nord inc.\nSirops du Nord ltée",
                LIST));
        fields.add(field("customerGroupName", "Customer group", "Groupe de clients", "Grossistes du Québec"));
        fields.add(field("senderCompanyName", "Our company", "Notre société", "Distribution Boréale"));
        fields.add(portalName());
        fields.add(portalExpected ? portalUrl(LINK, EXPECTED_IN_CONTENT) : portalUrl(LINK));
        fields.add(field(
                "supportContactName",
                "Support: name",
                "Assistance : nom",
                "Service des comptes clients",
                MAY_BE_ABSENT));
        fields.add(address(
                "supportContactEmail",
                "Support: email address",
                "Assistance : adresse e-mail",
                "Assistance : adresse courriel",
                "comptes@boreale.example",
                MAY_BE_ABSENT));
        fields.add(field(
                "supportContactPhone", "Support: phone", "Assistance : téléphone", "+1 418 555 0100", MAY_BE_ABSENT));
        fields.add(field("sentDate", "Date of the email", "Date du message", "2026-11-24", DATE));
        return List.copyOf(fields);
    }

    private static MergeField portalName() {
        return field("portalName", "Name of the portal", "Nom du portail", "Portail clients");
    }

    private static MergeField portalUrl(Flag... flags) {
        return field("portalUrl", "Address of the portal", "Adresse du portail", "https://portal.example/", flags);
    }

    private static MergeField companyName() {
        return field("companyName", "Customer’s company", "Société du client", "Érablière du Nord");
    }

    private static MergeField requestId(Flag... flags) {
        return field("requestId", "Number of the request", "Numéro de la demande", "R-2026-0042", flags);
    }

    private static MergeField userName(Flag... flags) {
        return field(
                "userName",
                "User name",
                "Nom d’utilisateur",
                "mtremblay",
                Stream.concat(Stream.of(PERSONAL), Stream.of(flags)).toArray(Flag[]::new));
    }

    private static MergeField changedByName() {
        return field(
                "changedByName",
                "Name of whoever changed it",
                "Nom de la personne qui a fait le changement",
                "Luc Gagnon",
                PERSONAL);
    }

    private static MergeField moment(String name, String english, String french) {
        return field(name, english, french, "2026-11-24T15:15:00Z", MOMENT);
    }

    private static MergeField field(String name, String english, String french, String example, Flag... flags) {
        return MergeField.of(name, english, french, example, flags);
    }

    /** A field whose French label differs between France and Canada. */
    private static MergeField address(
            String name, String english, String french, String canadianFrench, String example, Flag... flags) {
        return new MergeField(
                name,
                Map.of(Locale.ENGLISH, english, Locale.FRENCH, french, Locale.CANADA_FRENCH, canadianFrench),
                example,
                Set.of(flags));
    }
}
