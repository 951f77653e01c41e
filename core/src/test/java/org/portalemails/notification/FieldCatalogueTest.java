package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.notification.MergeField.Flag;

@DisplayName("The field catalogue")
class FieldCatalogueTest {
    private static final FieldCatalogue CATALOGUE = FieldCatalogue.builtIn();
    private static final List<String> COMMON = List.of(
            "recipientFirstName",
            "recipientLastName",
            "recipientFullName",
            "recipientEmail",
            "companyName",
            "companyCustomerNames",
            "customerGroupName",
            "senderCompanyName",
            "portalName",
            "portalUrl",
            "supportContactName",
            "supportContactEmail",
            "supportContactPhone",
            "sentDate");

    private static List<String> own(NotificationType type) {
        return switch (type) {
            case INTERNAL_ACCESS_REQUEST ->
                List.of(
                        "requestId",
                        "requestedAt",
                        "requesterFullName",
                        "requesterEmail",
                        "requesterPhone",
                        "companyName",
                        "portalName",
                        "taxIdMasked",
                        "mailingAddress",
                        "reviewUrl");
            case CUSTOMER_ACCESS_REQUEST ->
                List.of(
                        "requestId",
                        "requestedAt",
                        "initiatorName",
                        "userName",
                        "registrationLink",
                        "registrationLinkExpiresAt");
            case CUSTOMER_VALIDATION_CONFIRMATION ->
                List.of("validatedAt", "contactRole", "userName", "linkedCompanyCustomers");
            case NEW_PRIMARY_CONTACT -> List.of("effectiveAt", "previousPrimaryContactName", "changedByName");
            case OLD_PRIMARY_CONTACT ->
                List.of("effectiveAt", "newPrimaryContactName", "remainingRole", "changedByName");
            case FORGOT_USER_NAME -> List.of("userName", "userNames", "requestedAt");
            case RESET_PASSWORD ->
                List.of(
                        "resetLink",
                        "resetLinkExpiresAt",
                        "resetLinkValidMinutes",
                        "userName",
                        "requestedAt",
                        "requestedByName");
            case PASSWORD_CHANGED, NEW_ADDRESS, OLD_ADDRESS -> List.of("changedAt", "userName", "changedByName");
        };
    }

    private static List<String> withFlag(NotificationType type, Flag flag) {
        return CATALOGUE.fields(type).stream()
                .filter(field -> field.is(flag))
                .map(MergeField::name)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("has exactly the fields of each mail")
    void fields(NotificationType type) {
        List<String> expected = new ArrayList<>(own(type));
        if (type.audience() == NotificationType.Audience.CUSTOMER) {
            expected.addAll(COMMON);
        }
        assertThat(CATALOGUE.fields(type)).extracting(MergeField::name).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("has a label in three languages and an example for each field")
    void labels(NotificationType type) {
        assertThat(CATALOGUE.fields(type)).allSatisfy(field -> {
            assertThat(field.labels()).containsOnlyKeys(Locale.ENGLISH, Locale.FRENCH, Locale.CANADA_FRENCH);
            assertThat(field.label(Locale.FRENCH)).doesNotContain("courriel");
            assertThat(field.label(Locale.CANADA_FRENCH)).doesNotContain("e-mail");
            assertThat(field.label(Locale.GERMAN)).isEqualTo(field.label(Locale.ENGLISH));
            assertThat(field.exampleValues())
                    .allSatisfy(value -> assertThat(value).isNotBlank());
        });
    }

    @Test
    @DisplayName("knows what must stand in a content and what is secret")
    void flags() {
        assertThat(withFlag(NotificationType.RESET_PASSWORD, Flag.REQUIRED_IN_CONTENT))
                .containsExactly("resetLink");
        assertThat(withFlag(NotificationType.RESET_PASSWORD, Flag.SECRET)).containsExactly("resetLink");
        assertThat(withFlag(NotificationType.CUSTOMER_ACCESS_REQUEST, Flag.REQUIRED_WHILE_SWITCHED_ON))
                .containsExactly("registrationLink");
        assertThat(withFlag(NotificationType.CUSTOMER_ACCESS_REQUEST, Flag.SECRET))
                .containsExactly("registrationLink");
        assertThat(withFlag(NotificationType.FORGOT_USER_NAME, Flag.ONE_REQUIRED_IN_CONTENT))
                .containsExactly("userName", "userNames");
        assertThat(withFlag(NotificationType.INTERNAL_ACCESS_REQUEST, Flag.ONE_REQUIRED_IN_CONTENT))
                .containsExactly("requestId", "reviewUrl");
        assertThat(withFlag(NotificationType.CUSTOMER_VALIDATION_CONFIRMATION, Flag.EXPECTED_IN_CONTENT))
                .containsExactly("portalUrl");
    }

    @Test
    @DisplayName("takes fields of the host, in the mails it names, and leaves the built-in catalogue alone")
    void hostFields() {
        MergeField field = MergeField.of("accountManager", "Account manager", "Gestionnaire", "Zoé", Flag.PERSONAL);
        FieldCatalogue extended =
                CATALOGUE.with(field, NotificationType.RESET_PASSWORD, NotificationType.FORGOT_USER_NAME);
        assertThat(extended.field(NotificationType.RESET_PASSWORD, "accountManager"))
                .contains(field);
        assertThat(extended.mailsWith("accountManager"))
                .containsExactly(NotificationType.FORGOT_USER_NAME, NotificationType.RESET_PASSWORD);
        assertThat(CATALOGUE.mailsWith("accountManager")).isEmpty();
    }

    @Test
    @DisplayName("refuses a field of the host that exists, is secret, or stands nowhere")
    void refusedHostFields() {
        MergeField taken = MergeField.of("userName", "x", "x", "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CATALOGUE.with(taken, NotificationType.RESET_PASSWORD))
                .withMessageContaining("userName");
        MergeField secret = MergeField.of("pin", "x", "x", "https://x.example/", Flag.SECRET, Flag.LINK);
        assertThatIllegalArgumentException().isThrownBy(() -> CATALOGUE.with(secret, NotificationType.RESET_PASSWORD));
        assertThatIllegalArgumentException().isThrownBy(() -> CATALOGUE.with(MergeField.of("ok", "x", "x", "x")));
        for (String name : List.of("", "1a", "a b", "a.b", "é", "a-b", "x".repeat(65), "{{a}}", "a\n")) {
            assertThatIllegalArgumentException().isThrownBy(() -> MergeField.of(name, "x", "x", "x"));
        }
    }

    @Test
    @DisplayName("takes names of up to 64 characters, and labels that a reader understands")
    void namesAndLabels() {
        String name = "x".repeat(MergeField.MAX_NAME_LENGTH);
        MergeField field = MergeField.of(name, "Account manager", "Gestionnaire", "Zoé", Flag.PERSONAL);
        assertThat(field.name()).isEqualTo(name);
        assertThat(field.label(Locale.UK)).isEqualTo("Account manager");
        assertThat(field.label(Locale.CANADA_FRENCH)).isEqualTo("Gestionnaire");
        assertThat(field.label(Locale.GERMAN)).isEqualTo("Account manager");
        assertThat(field).hasToString(name + "[PERSONAL]");
    }

    @Test
    @DisplayName("knows the links without which a reader can do nothing")
    void neededLinks() {
        for (Flag flag : List.of(
                Flag.SECRET, Flag.REQUIRED_IN_CONTENT, Flag.REQUIRED_WHILE_SWITCHED_ON, Flag.ONE_REQUIRED_IN_CONTENT)) {
            assertThat(MergeField.of("a", "x", "x", "https://x.example/", Flag.LINK, flag)
                            .isNeededLink())
                    .as("%s", flag)
                    .isTrue();
        }
        assertThat(MergeField.of("a", "x", "x", "https://x.example/", Flag.LINK, Flag.EXPECTED_IN_CONTENT)
                        .isNeededLink())
                .isFalse();
        assertThat(MergeField.of("a", "x", "x", "x", Flag.REQUIRED_IN_CONTENT).isNeededLink())
                .isFalse();
    }
}
