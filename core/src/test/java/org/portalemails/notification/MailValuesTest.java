package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.host.PortalProfile;
import org.portalemails.template.MergeValues;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.Template;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("A merge field of a mail about an event")
class MailValuesTest {
    private static final FieldCatalogue CATALOGUE = FieldCatalogue.builtIn();
    private static final String WHEN = "November\u00a024, 2098 at 10:00\u00a0a.m. Eastern Time";
    private static final String IN_30_MINUTES = "November\u00a024, 2098 at 10:30\u00a0a.m. Eastern Time";

    private static MailValues read(PortalEvent event, NotificationType type, Contact to, PortalProfile profile) {
        return MailValues.of(
                new Occasion(
                        event,
                        Recipient.of(to, EmailAddress.of("to@erables.example")),
                        SampleSettings.group(),
                        profile,
                        SampleEvents.WHEN),
                type,
                Locale.ENGLISH,
                CATALOGUE);
    }

    /** What every field of the mail shows; fields without a value are left out. */
    private static Map<String, String> shown(NotificationType type, MailValues values) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (MergeField field : CATALOGUE.fields(type)) {
            String text = Template.parse(
                            "{{#" + field.name() + "}}" + (field.is(MergeField.Flag.LIST) ? "[{{.}}]" : "{{.}}") + "{{/"
                                    + field.name() + "}}",
                            TextKind.PLAIN)
                    .render(values.merge())
                    .filled(values.addresses())
                    .reveal(name -> "<" + name + ">");
            if (!text.isEmpty()) {
                shown.put(field.name(), text);
            }
        }
        return shown;
    }

    private static Map<String, String> shown(PortalEvent event, NotificationType type) {
        return shown(type, read(event, type, SampleEvents.MARIE, SampleSettings.profile()));
    }

    /** What stands in each of the six mails to customers. */
    private static Map<String, String> common() {
        Map<String, String> common = new LinkedHashMap<>();
        common.put("recipientFirstName", "Marie");
        common.put("recipientLastName", "Tremblay");
        common.put("recipientFullName", "Marie Tremblay");
        common.put("recipientEmail", "to@erables.example");
        common.put("companyName", "Érablière du Nord inc.");
        common.put("companyCustomerNames", "[Érablière du Nord inc.][Sirops du Nord ltée]");
        common.put("customerGroupName", "Grossistes du Québec");
        common.put("senderCompanyName", "Distribution Boréale");
        common.put("portalName", "Portail Boréal");
        common.put("portalUrl", "https://portal.boreal.example/");
        common.put("supportContactName", "Service aux comptes");
        common.put("supportContactEmail", "soutien@boreal.example");
        common.put("supportContactPhone", "+1 418 555-0100");
        common.put("sentDate", "November\u00a024, 2098");
        return common;
    }

    private static void showsExactly(PortalEvent event, NotificationType type, Map<String, String> own) {
        Map<String, String> expected = common();
        expected.putAll(own);
        assertThat(shown(event, type)).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    @DisplayName("shows the receivables department who asked for access and how to answer")
    void internalAccessRequest() {
        assertThat(shown(SampleEvents.accessRequested("e"), NotificationType.INTERNAL_ACCESS_REQUEST))
                .containsAllEntriesOf(Map.of(
                        "requestId", "R-2026-0042",
                        "requestedAt", WHEN,
                        "requesterFullName", "Marie Tremblay",
                        "requesterEmail", "marie.tremblay@erables.example",
                        "requesterPhone", "+1 418 555-0142",
                        "taxIdMasked", "•••• •••• 4321",
                        "mailingAddress", "120, rue Saint-Jean\nQuébec (Québec) G1R 1N8",
                        "reviewUrl", "https://erp.boreal.example/receivables/requests/R-2026-0042"));
    }

    @Test
    @DisplayName("shows a representative his own request, with a link to finish it")
    void ownAccessRequest() {
        MailValues values = read(
                SampleEvents.accessRequested("e"),
                NotificationType.CUSTOMER_ACCESS_REQUEST,
                SampleEvents.MARIE,
                SampleSettings.profile());
        showsExactly(
                SampleEvents.accessRequested("e"),
                NotificationType.CUSTOMER_ACCESS_REQUEST,
                Map.of(
                        "requestId", "R-2026-0042",
                        "requestedAt", WHEN,
                        "userName", "mtremblay",
                        "registrationLink", "<registrationLink>",
                        "registrationLinkExpiresAt", IN_30_MINUTES));
        assertThat(values.links()).containsExactly(Map.entry("registrationLink", SampleEvents.link("register")));
    }

    @Test
    @DisplayName("shows a representative who added him")
    void accessRequestByOthers() {
        showsExactly(
                SampleEvents.representativeAdded("e"),
                NotificationType.CUSTOMER_ACCESS_REQUEST,
                Map.of(
                        "requestId", "R-2026-0043",
                        "requestedAt", WHEN,
                        "initiatorName", "Luc Gagnon",
                        "userName", "mtremblay",
                        "registrationLink", "<registrationLink>",
                        "registrationLinkExpiresAt", IN_30_MINUTES));
    }

    @Test
    @DisplayName("shows who was validated, as what, and for which companies")
    void validation() {
        showsExactly(
                SampleEvents.representativeValidated("e", RepresentativeValidated.Kind.FIRST),
                NotificationType.CUSTOMER_VALIDATION_CONFIRMATION,
                Map.of(
                        "validatedAt", WHEN,
                        "contactRole", "primary contact",
                        "userName", "mtremblay",
                        "linkedCompanyCustomers", "[Érablière du Nord inc.]"));
    }

    @Test
    @DisplayName("shows each of two primary contacts the other, and who changed them")
    void primaryContacts() {
        showsExactly(
                SampleEvents.primaryContactChanged("e"),
                NotificationType.NEW_PRIMARY_CONTACT,
                Map.of(
                        "effectiveAt", WHEN,
                        "previousPrimaryContactName", "John Smith",
                        "changedByName", "Luc Gagnon"));
        showsExactly(
                SampleEvents.primaryContactChanged("e"),
                NotificationType.OLD_PRIMARY_CONTACT,
                Map.of(
                        "effectiveAt", WHEN,
                        "newPrimaryContactName", "Marie Tremblay",
                        "remainingRole", "secondary contact",
                        "changedByName", "Luc Gagnon"));
    }

    @Test
    @DisplayName("shows somebody all of his user names, and the first as his user name")
    void forgottenUserName() {
        showsExactly(
                SampleEvents.userNameForgotten("e"),
                NotificationType.FORGOT_USER_NAME,
                Map.of("requestedAt", WHEN, "userName", "mtremblay", "userNames", "[mtremblay][marie.t]"));
    }

    @Test
    @DisplayName("shows the link of a reset, and until when and how long it is valid")
    void reset() {
        showsExactly(
                SampleEvents.passwordResetRequested("e"),
                NotificationType.RESET_PASSWORD,
                Map.of(
                        "requestedAt", WHEN,
                        "userName", "mtremblay",
                        "resetLink", "<resetLink>",
                        "resetLinkExpiresAt", IN_30_MINUTES,
                        "resetLinkValidMinutes", "30"));
    }

    @Test
    @DisplayName("never says that a link is valid for no minute at all")
    void shortestLink() {
        ActionLink link = ActionLink.given("https://portal.boreal.example/r", SampleEvents.WHEN.plusSeconds(59));
        PortalEvent event = new PasswordResetRequested(SampleEvents.header("e"), SampleEvents.MARIE, link);
        assertThat(shown(event, NotificationType.RESET_PASSWORD)).containsEntry("resetLinkValidMinutes", "1");
    }

    @Test
    @DisplayName("says who of the staff asked for a new password; nobody where the contact asked")
    void requestedByStaff() {
        ActionLink link = SampleEvents.link("reset");
        PortalEvent byStaff = new PasswordResetRequested(
                SampleEvents.header("e"), SampleEvents.MARIE, link, "Service des comptes clients");
        assertThat(shown(byStaff, NotificationType.RESET_PASSWORD))
                .containsEntry("requestedByName", "Service des comptes clients");
        PortalEvent byContact = new PasswordResetRequested(SampleEvents.header("e"), SampleEvents.MARIE, link);
        assertThat(shown(byContact, NotificationType.RESET_PASSWORD)).doesNotContainKey("requestedByName");
    }

    @Test
    @DisplayName("is absent where the event, the contact or the host says nothing")
    void absent() {
        Contact nobody = new Contact("", "", null, Locale.ENGLISH, null);
        AccessRequested bare =
                new AccessRequested(SampleEvents.header("e"), "R-1", nobody, null, null, null, null, null);
        assertThat(shown(bare, NotificationType.INTERNAL_ACCESS_REQUEST))
                .containsKeys("requestId", "requestedAt")
                .doesNotContainKeys(
                        "requesterFullName",
                        "requesterEmail",
                        "requesterPhone",
                        "taxIdMasked",
                        "mailingAddress",
                        "reviewUrl");
        assertThat(shown(bare, NotificationType.CUSTOMER_ACCESS_REQUEST))
                .doesNotContainKeys("userName", "registrationLink", "registrationLinkExpiresAt");

        PortalEvent first = new PrimaryContactChanged(
                SampleEvents.header("e"), null, SampleEvents.MARIE, false, null, "Luc Gagnon");
        assertThat(shown(first, NotificationType.NEW_PRIMARY_CONTACT)).doesNotContainKey("previousPrimaryContactName");
        assertThat(shown(first, NotificationType.OLD_PRIMARY_CONTACT)).doesNotContainKey("remainingRole");

        PortalProfile quiet = PortalProfile.builder()
                .senderCompanyName("Boréale")
                .portalName("Portail")
                .portalUrl("https://portal.boreal.example/")
                .messageIdDomain("boreal.example")
                .build();
        assertThat(shown(
                        NotificationType.NEW_PRIMARY_CONTACT,
                        read(first, NotificationType.NEW_PRIMARY_CONTACT, SampleEvents.MARIE, quiet)))
                .doesNotContainKeys("supportContactName", "supportContactEmail", "supportContactPhone");
    }

    @Test
    @DisplayName("has a value only in the mails whose catalogue has it")
    void notOfThisMail() {
        MailValues values = read(
                SampleEvents.accessRequested("e"),
                NotificationType.INTERNAL_ACCESS_REQUEST,
                SampleEvents.MARIE,
                SampleSettings.profile());
        assertThat(values.links()).isEmpty();
        assertThat(List.of("registrationLink", "registrationLinkExpiresAt", "userName"))
                .allSatisfy(field -> assertThat(Template.parse("{{" + field + "}}", TextKind.PLAIN)
                                .fieldsWithoutValue(values.merge()))
                        .containsExactly(field));
        assertThat(values).hasToString("MailValues[[]]");
    }

    @Test
    @DisplayName(
            "that a stranger typed is carried whole up to the longest value, and cut where taking links apart makes it longer")
    void longest() {
        int most = MergeValues.MAX_VALUE_LENGTH;
        assertThat(mailingAddress("x".repeat(most))).isEqualTo("x".repeat(most));
        assertThat(mailingAddress("x.yz".repeat(most / 4)))
                .startsWith("x. yzx. yz")
                .hasSize(most / 2);
    }

    private static String mailingAddress(String typed) {
        PortalEvent event =
                new AccessRequested(SampleEvents.header("e"), "R-1", SampleEvents.MARIE, null, null, typed, null, null);
        return shown(event, NotificationType.INTERNAL_ACCESS_REQUEST).get("mailingAddress");
    }

    @Test
    @DisplayName("has an example in the words of the reader, where no event is")
    void exampleOfARole() {
        NotificationType type = NotificationType.CUSTOMER_VALIDATION_CONFIRMATION;
        MailValues values = MailValues.examples(type, SampleSettings.profile(), Locale.ENGLISH, Map.of(), CATALOGUE);
        assertThat(shown(type, values)).containsEntry("contactRole", "primary contact");
    }
}
