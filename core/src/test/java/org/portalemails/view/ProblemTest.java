package org.portalemails.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;
import org.portalemails.UnknownCompanyException;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.AddressRule;
import org.portalemails.address.EmailAddressException;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.NotificationType;
import org.portalemails.screen.PortalNotUsedException;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.SettingsChange;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.UnknownVersionException;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.Severity;

@DisplayName("A problem")
class ProblemTest {
    private static final CustomerGroupId ID = new CustomerGroupId("WHOLESALE-QC");

    private static InvalidSettingsException invalid() {
        return new InvalidSettingsException(
                List.of(new SettingsViolation("sendFrom", "settings.sender-missing", Severity.ERROR, null, Map.of())));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(invalid(), 422, "invalid-settings"),
                Arguments.of(new StaleSettingsException(1, Optional.empty()), 409, "stale-settings"),
                Arguments.of(new UnknownCustomerGroupException(ID), 404, "unknown-customer-group"),
                Arguments.of(new UnknownCompanyException(new CompanyId("nord")), 404, "unknown-company"),
                Arguments.of(new UnknownVersionException(7), 404, "unknown-version"),
                Arguments.of(new PortalNotUsedException(ID), 409, "portal-not-used"),
                Arguments.of(new RefusedSettingException("brand.color-refused"), 422, "refused-value"),
                Arguments.of(new EmailAddressException(AddressRule.NO_AT), 422, "refused-value"),
                Arguments.of(
                        FieldValueException.missing(NotificationType.RESET_PASSWORD, "resetLink"), 422, "field-value"),
                Arguments.of(new RenderingTooLargeException(), 422, "mail-too-large"),
                Arguments.of(new IllegalArgumentException("marie@erables.example"), 400, "bad-request"),
                Arguments.of(new PortalEmailsException("marie@erables.example"), 500, "internal"),
                Arguments.of(new OutOfMemoryError("marie@erables.example"), 500, "internal"));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("failures")
    @DisplayName("has a status and a type, and repeats no message of an exception")
    void kinds(Throwable failure, int status, String code) {
        for (Locale reader : List.of(Locale.ENGLISH, Locale.CANADA_FRENCH)) {
            Problem problem = Problem.of(failure, reader);
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.type()).isEqualTo("tag:portalemails.org,2026:problem/" + code);
            assertThat(problem.title()).isNotBlank().doesNotStartWith("problem.");
            assertThat(problem.instance()).isEmpty();
            assertThat(problem.toString()).doesNotContain("marie").doesNotContain("…");
        }
    }

    @Test
    @DisplayName("of each kind can arise")
    void every() {
        assertThat(failures().map(arguments -> arguments.get()[2]).distinct())
                .containsExactlyInAnyOrder(
                        Stream.of(Problem.Kind.values()).map(Problem.Kind::code).toArray());
    }

    @Test
    @DisplayName("of invalid settings lists what is wrong")
    void violations() {
        Problem problem = Problem.of(invalid(), Locale.ENGLISH);
        assertThat(problem.violations()).extracting(ViolationView::path).containsExactly("sendFrom");
        assertThat(problem.detail()).startsWith("Nothing was saved.");
        assertThat(Problem.of(new EmailAddressException(AddressRule.NO_AT), Locale.ENGLISH)
                        .violations())
                .extracting(ViolationView::message)
                .containsExactly("The “@” is missing from this address.");
    }

    @Test
    @DisplayName("of stale settings has the newer ones, and what was changed")
    void stale() {
        PortalEmailSettings settings =
                PortalEmailSettings.builder().senderName("Boréale").build();
        StoredSettings newest =
                new StoredSettings(SettingsOwner.group(ID), 3, settings, Instant.parse("2026-11-24T12:00:00Z"), "zoé");
        Problem problem = Problem.of(
                new StaleSettingsException(
                        2, Optional.of(newest), SettingsChange.between(PortalEmailSettings.blank(), settings)),
                Locale.ENGLISH);
        assertThat(problem.current()).isEqualTo(StoredSettingsView.of(newest));
        assertThat(problem.changes()).extracting(ChangeView::after).containsExactly("Boréale");
        assertThat(problem.detail()).contains("at version 3");
    }

    @Test
    @DisplayName("names what it is about")
    void details() {
        assertThat(Problem.of(new UnknownCustomerGroupException(ID), Locale.ENGLISH)
                        .detail())
                .contains("WHOLESALE-QC");
        assertThat(Problem.of(new PortalNotUsedException(ID), Locale.ENGLISH).detail())
                .contains("WHOLESALE-QC");
        assertThat(Problem.of(new UnknownVersionException(7), Locale.ENGLISH).detail())
                .contains("7");
        assertThat(Problem.of(FieldValueException.missing(NotificationType.RESET_PASSWORD, "resetLink"), Locale.ENGLISH)
                        .detail())
                .isEqualTo("Reset Password: check the value of {{resetLink}}.");
    }

    @Test
    @DisplayName("can say where it happened")
    void instance() {
        Problem problem = Problem.of(invalid(), Locale.ENGLISH);
        assertThat(problem.at("/groups/7").instance()).isEqualTo("/groups/7");
        assertThat(problem.at("/groups/7").at("")).isEqualTo(problem);
    }
}
