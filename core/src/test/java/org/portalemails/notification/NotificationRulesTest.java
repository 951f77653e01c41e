package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.portalemails.notification.NotificationType.CUSTOMER_ACCESS_REQUEST;
import static org.portalemails.notification.NotificationType.CUSTOMER_VALIDATION_CONFIRMATION;
import static org.portalemails.notification.NotificationType.FORGOT_USER_NAME;
import static org.portalemails.notification.NotificationType.INTERNAL_ACCESS_REQUEST;
import static org.portalemails.notification.NotificationType.NEW_ADDRESS;
import static org.portalemails.notification.NotificationType.NEW_PRIMARY_CONTACT;
import static org.portalemails.notification.NotificationType.OLD_ADDRESS;
import static org.portalemails.notification.NotificationType.OLD_PRIMARY_CONTACT;
import static org.portalemails.notification.NotificationType.PASSWORD_CHANGED;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.SampleEvents.JOHN;
import static org.portalemails.testkit.SampleEvents.MARIE;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.ContactRole;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.PrimaryContactChanged;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.event.RepresentativeValidated.Kind;
import org.portalemails.host.CustomerGroup;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Sourced;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;

@DisplayName("Which event makes which mail, to whom, under which switch")
class NotificationRulesTest {
    private static final PortalEmailSettings ON = SampleSettings.allOn();
    private static final Contact MARIE_WITHOUT_ADDRESS =
            new Contact("Marie", "Tremblay", null, Locale.CANADA_FRENCH, "mtremblay");

    /** "to" and an address, or the reason for none, by mail. */
    private static Map<NotificationType, String> verdicts(
            PortalEvent event, PortalEmailSettings settings, CompositionPolicy policy, boolean usesPortal) {
        CustomerGroup group = new CustomerGroup(SampleEvents.GROUP, "Grossistes", usesPortal);
        EffectiveSettings effective = EffectiveSettings.of(settings, InheritedSettings.NOTHING, BuiltInTexts.load());
        SendingConditions conditions = new SendingConditions(
                group.usesPortal(),
                effective.sendFrom().isPresent(),
                effective.accessRequestsTo().map(Sourced::value).orElse(null),
                effective.language(),
                effective.switchesOn(),
                policy);
        Map<NotificationType, String> answers = new LinkedHashMap<>();
        for (NotificationType type : NotificationType.causedBy(event)) {
            Decision decision = type.decide(event, conditions);
            answers.put(
                    type,
                    decision instanceof Decision.Skip skip
                            ? skip.reason().code()
                            : "to "
                                    + ((Decision.Send) decision)
                                            .recipient()
                                            .email()
                                            .value());
        }
        return answers;
    }

    private static Map<NotificationType, String> verdicts(PortalEvent event, PortalEmailSettings settings) {
        return verdicts(event, settings, CompositionPolicy.DEFAULT, true);
    }

    private static final String TO_MARIE = "to marie.tremblay@erables.example";
    private static final String TO_JOHN = "to john.smith@erables.example";

    @Nested
    @DisplayName("A representative submits an access request")
    class AccessRequest {
        @Test
        void staffAreTold() {
            assertThat(verdicts(SampleEvents.accessRequested("e"), ON))
                    .containsEntry(INTERNAL_ACCESS_REQUEST, "to comptes.clients@boreal.example");
        }

        @Test
        void withoutAnInternalAddressAtAnyLevelStaffAreNotTold() {
            assertThat(verdicts(
                            SampleEvents.accessRequested("e"),
                            ON.toBuilder().accessRequestsTo(null).build()))
                    .containsEntry(INTERNAL_ACCESS_REQUEST, "no-address")
                    .containsEntry(CUSTOMER_ACCESS_REQUEST, TO_MARIE);
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void theRequesterIsAlwaysToldWhateverTheSwitch(boolean ticked) {
            assertThat(verdicts(
                            SampleEvents.accessRequested("e"),
                            ON.toBuilder()
                                    .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, ticked)
                                    .build()))
                    .containsEntry(CUSTOMER_ACCESS_REQUEST, TO_MARIE);
        }

        @Test
        void aHostMayChooseThatOnlyThoseAddedByOthersAreTold() {
            assertThat(verdicts(SampleEvents.accessRequested("e"), ON, new CompositionPolicy(false, false), true))
                    .containsEntry(CUSTOMER_ACCESS_REQUEST, "policy")
                    .containsEntry(INTERNAL_ACCESS_REQUEST, "to comptes.clients@boreal.example");
        }
    }

    @Nested
    @DisplayName("Staff or a primary contact add a representative")
    class Added {
        @Test
        void heIsToldIfTheBoxIsTicked() {
            assertThat(verdicts(SampleEvents.representativeAdded("e"), ON))
                    .containsExactly(Map.entry(CUSTOMER_ACCESS_REQUEST, TO_MARIE));
        }

        @Test
        void heIsNotToldIfTheBoxIsNotTicked() {
            assertThat(verdicts(
                            SampleEvents.representativeAdded("e"),
                            ON.toBuilder()
                                    .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, false)
                                    .build()))
                    .containsExactly(Map.entry(CUSTOMER_ACCESS_REQUEST, "switched-off"));
        }

        @ParameterizedTest
        @CsvSource({"true", "false"})
        void whenStaffSendTheInvitationAgainItGoesOutWhateverTheSwitchAndToNobodyElse(boolean ticked) {
            assertThat(verdicts(
                            SampleEvents.invitationResent("e"),
                            ON.toBuilder()
                                    .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, ticked)
                                    .build()))
                    .containsExactly(Map.entry(CUSTOMER_ACCESS_REQUEST, TO_MARIE));
        }

        @Test
        void withoutAnAddressStaffCanSeeThatHeGotNothing() {
            RepresentativeAdded event =
                    new RepresentativeAdded(SampleEvents.header("e"), "R-1", MARIE_WITHOUT_ADDRESS, "Luc Gagnon", null);
            assertThat(verdicts(event, ON)).containsExactly(Map.entry(CUSTOMER_ACCESS_REQUEST, "no-address"));
        }
    }

    @Nested
    @DisplayName("Staff validate a representative")
    class Validated {
        @ParameterizedTest
        @EnumSource(
                value = Kind.class,
                names = {"FIRST", "AFTER_REJECTION"})
        void heIsToldOfHisFirstValidationAndOfOneAfterARejection(Kind kind) {
            assertThat(verdicts(SampleEvents.representativeValidated("e", kind), ON))
                    .containsExactly(Map.entry(CUSTOMER_VALIDATION_CONFIRMATION, TO_MARIE));
        }

        @ParameterizedTest
        @EnumSource(
                value = Kind.class,
                names = {"CREATED_VALIDATED", "FURTHER_LINK"})
        void heIsNotToldOfARecordCreatedValidatedNorOfASecondLink(Kind kind) {
            assertThat(verdicts(SampleEvents.representativeValidated("e", kind), ON))
                    .containsExactly(Map.entry(CUSTOMER_VALIDATION_CONFIRMATION, "nothing-new"));
        }

        @Test
        void thereIsNoSwitch() {
            assertThat(verdicts(
                            SampleEvents.representativeValidated("e", Kind.FIRST),
                            PortalEmailSettings.builder()
                                    .sendFrom(ON.sendFrom().orElseThrow())
                                    .build()))
                    .containsExactly(Map.entry(CUSTOMER_VALIDATION_CONFIRMATION, TO_MARIE));
        }
    }

    @Nested
    @DisplayName("The primary contact changes")
    class PrimaryContact {
        @ParameterizedTest(name = "new {0}, old {1}")
        @CsvSource({"true,true", "true,false", "false,true", "false,false"})
        void twoIndependentSwitchesDecide(boolean tellNew, boolean tellOld) {
            PortalEmailSettings settings = ON.toBuilder()
                    .turn(Switch.NOTIFY_NEW_PRIMARY_CONTACT, tellNew)
                    .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, tellOld)
                    .build();
            assertThat(verdicts(SampleEvents.primaryContactChanged("e"), settings))
                    .containsExactly(
                            Map.entry(NEW_PRIMARY_CONTACT, tellNew ? TO_MARIE : "switched-off"),
                            Map.entry(OLD_PRIMARY_CONTACT, tellOld ? TO_JOHN : "switched-off"));
        }

        @Test
        void aVacancyThatIsFilledTellsTheNewOneOnly() {
            assertThat(verdicts(change(null, MARIE, false), ON))
                    .containsExactly(
                            Map.entry(NEW_PRIMARY_CONTACT, TO_MARIE), Map.entry(OLD_PRIMARY_CONTACT, "nobody-to-tell"));
        }

        @Test
        void withoutASuccessorTheOldOneOnlyIsTold() {
            assertThat(verdicts(change(JOHN, null, false), ON))
                    .containsExactly(
                            Map.entry(NEW_PRIMARY_CONTACT, "nobody-to-tell"), Map.entry(OLD_PRIMARY_CONTACT, TO_JOHN));
        }

        @Test
        void theVeryFirstOneLearnsItFromTheValidationMail() {
            assertThat(verdicts(change(null, MARIE, true), ON))
                    .containsEntry(NEW_PRIMARY_CONTACT, "announced-by-another-mail");
        }

        @Test
        void aHostMayAnnounceTheVeryFirstOneToo() {
            assertThat(verdicts(change(null, MARIE, true), ON, new CompositionPolicy(true, true), true))
                    .containsEntry(NEW_PRIMARY_CONTACT, TO_MARIE);
        }

        @Test
        void theSamePersonOnBothSidesGetsNothing() {
            assertThat(verdicts(change(MARIE, MARIE, false), ON).values()).containsOnly("same-mailbox");
        }

        @Test
        void theSameUserWithANewAddressGetsNothing() {
            Contact moved = Contact.of("Marie", "Tremblay", "marie@other.example", Locale.FRENCH)
                    .withUserName("mtremblay");
            assertThat(verdicts(change(MARIE, moved, false), ON).values()).containsOnly("same-mailbox");
        }

        @Test
        void twoPeopleWithOneMailboxGetNothing() {
            Contact sharing = Contact.of("Paul", "Roy", "Marie.Tremblay@Erables.example", Locale.FRENCH);
            assertThat(verdicts(change(MARIE, sharing, false), ON).values()).containsOnly("same-mailbox");
        }

        @Test
        void anOldOneWithoutAddressDoesNotHoldUpTheNewOne() {
            Contact gone = new Contact("John", "Smith", null, Locale.ENGLISH, null);
            assertThat(verdicts(change(gone, MARIE, false), ON))
                    .containsExactly(
                            Map.entry(NEW_PRIMARY_CONTACT, TO_MARIE), Map.entry(OLD_PRIMARY_CONTACT, "no-address"));
        }

        private static PrimaryContactChanged change(Contact previous, Contact next, boolean first) {
            return new PrimaryContactChanged(
                    SampleEvents.header("e"), previous, next, first, ContactRole.SECONDARY, "Luc Gagnon");
        }
    }

    @Nested
    @DisplayName("Somebody forgot something")
    class Forgotten {
        @Test
        void oneMailWithAllUserNamesGoesToTheAddressOnFile() {
            assertThat(verdicts(SampleEvents.userNameForgotten("e"), ON))
                    .containsExactly(Map.entry(FORGOT_USER_NAME, TO_MARIE));
        }

        @Test
        void theResetLinkGoesToTheAddressOnFile() {
            assertThat(verdicts(SampleEvents.passwordResetRequested("e"), ON))
                    .containsExactly(Map.entry(RESET_PASSWORD, TO_MARIE));
        }

        @Test
        void neitherHasASwitch() {
            PortalEmailSettings off = PortalEmailSettings.builder()
                    .sendFrom(ON.sendFrom().orElseThrow())
                    .build();
            assertThat(verdicts(SampleEvents.userNameForgotten("e"), off).values())
                    .containsOnly(TO_MARIE);
            assertThat(verdicts(SampleEvents.passwordResetRequested("e"), off).values())
                    .containsOnly(TO_MARIE);
        }

        @Test
        void withoutAnAddressOnFileThereIsNoMail() {
            assertThat(verdicts(
                            new PasswordResetRequested(
                                    SampleEvents.header("e"), MARIE_WITHOUT_ADDRESS, SampleEvents.link("reset")),
                            ON))
                    .containsExactly(Map.entry(RESET_PASSWORD, "no-address"));
        }
    }

    @Nested
    @DisplayName("A host opts for notices by announcing")
    class Notices {
        private static final String TO_OLD = "to marie@sirops.example";

        private static AddressChanged changed(Contact contact, @Nullable String previous) {
            return new AddressChanged(
                    SampleEvents.header("e"), contact, previous == null ? null : EmailAddress.of(previous), null);
        }

        @Test
        void aChangedPasswordIsToldToTheAddressOnFile() {
            assertThat(verdicts(SampleEvents.passwordChanged("e"), ON))
                    .containsExactly(Map.entry(PASSWORD_CHANGED, TO_MARIE));
        }

        @Test
        void aChangedAddressIsToldToTheNewAndToTheOldOne() {
            assertThat(verdicts(SampleEvents.addressChanged("e"), ON))
                    .containsExactly(Map.entry(NEW_ADDRESS, TO_MARIE), Map.entry(OLD_ADDRESS, TO_OLD));
        }

        @Test
        void noSwitchTurnsThemOff() {
            PortalEmailSettings off = PortalEmailSettings.builder()
                    .sendFrom(ON.sendFrom().orElseThrow())
                    .build();
            assertThat(verdicts(SampleEvents.passwordChanged("e"), off).values())
                    .containsOnly(TO_MARIE);
            assertThat(verdicts(SampleEvents.addressChanged("e"), off).values()).containsExactly(TO_MARIE, TO_OLD);
        }

        @Test
        void anAddressThatIsOnlyWrittenOtherwiseIsToldOnce() {
            assertThat(verdicts(changed(MARIE, "Marie.Tremblay@ERABLES.example"), ON))
                    .containsExactly(Map.entry(NEW_ADDRESS, TO_MARIE), Map.entry(OLD_ADDRESS, "same-mailbox"));
        }

        @Test
        void aFirstAddressIsToldToItselfAndARemovedOneToo() {
            assertThat(verdicts(changed(MARIE, null), ON))
                    .containsExactly(Map.entry(NEW_ADDRESS, TO_MARIE), Map.entry(OLD_ADDRESS, "no-address"));
            assertThat(verdicts(changed(MARIE_WITHOUT_ADDRESS, "marie@sirops.example"), ON))
                    .containsExactly(Map.entry(NEW_ADDRESS, "no-address"), Map.entry(OLD_ADDRESS, TO_OLD));
            assertThatIllegalArgumentException().isThrownBy(() -> changed(MARIE_WITHOUT_ADDRESS, null));
        }

        @Test
        void aPasswordOfSomebodyWithoutAnAddressIsToldToNobody() {
            assertThat(verdicts(new PasswordChanged(SampleEvents.header("e"), MARIE_WITHOUT_ADDRESS), ON))
                    .containsExactly(Map.entry(PASSWORD_CHANGED, "no-address"));
        }

        @Test
        void neitherMailNamesTheOtherAddress() {
            TestPortal portal = TestPortal.builder().settings(ON).build();
            portal.notifier().announce(SampleEvents.addressChanged("e"));
            portal.deliver();
            assertThat(portal.sent()).hasSize(2).allSatisfy(sent -> {
                boolean toNew = sent.type() == NEW_ADDRESS;
                assertThat(sent.mail().to().address().value())
                        .isEqualTo(toNew ? TO_MARIE.substring(3) : TO_OLD.substring(3));
                assertThat(sent.mail().subject()
                                + sent.mail().text()
                                + sent.mail().html())
                        .doesNotContain(toNew ? TO_OLD.substring(3) : TO_MARIE.substring(3));
            });
        }
    }

    @Nested
    @DisplayName("Whatever happens")
    class Always {
        @Test
        void aGroupThatDoesNotUseThePortalSendsNothingAndSaysSo() {
            for (PortalEvent event : allEvents()) {
                assertThat(verdicts(event, ON, CompositionPolicy.DEFAULT, false).values())
                        .containsOnly("portal-not-used");
            }
        }

        @Test
        void withoutASenderAtAnyLevelNothingIsSentAndTheReasonIsSaid() {
            for (PortalEvent event : allEvents()) {
                assertThat(verdicts(event, ON.toBuilder().sendFrom(null).build())
                                .values())
                        .containsOnly("no-sender");
            }
        }

        private static PortalEvent[] allEvents() {
            return new PortalEvent[] {
                SampleEvents.accessRequested("e"),
                SampleEvents.representativeAdded("e"),
                SampleEvents.representativeValidated("e", Kind.FIRST),
                SampleEvents.primaryContactChanged("e"),
                SampleEvents.userNameForgotten("e"),
                SampleEvents.passwordResetRequested("e"),
                SampleEvents.passwordChanged("e"),
                SampleEvents.addressChanged("e")
            };
        }
    }
}
