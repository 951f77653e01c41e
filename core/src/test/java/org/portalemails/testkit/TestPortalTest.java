package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalemails.notification.NotificationType.CUSTOMER_ACCESS_REQUEST;
import static org.portalemails.notification.NotificationType.FORGOT_USER_NAME;
import static org.portalemails.notification.NotificationType.INTERNAL_ACCESS_REQUEST;
import static org.portalemails.notification.NotificationType.NEW_PRIMARY_CONTACT;
import static org.portalemails.notification.NotificationType.OLD_PRIMARY_CONTACT;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.announce.Notifier;
import org.portalemails.event.ActionLink;
import org.portalemails.event.PasswordResetRequested;
import org.portalemails.host.CustomerGroup;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.settings.PortalEmailSettings;

@DisplayName("A portal for tests")
@ExtendWith(PortalEmailsExtension.class)
class TestPortalTest {
    private static final String MARIE = "marie.tremblay@erables.example";

    private Notifier notifierOfBeforeEach;

    @BeforeEach
    void remember(Notifier notifier) {
        notifierOfBeforeEach = notifier;
    }

    @Test
    void isTheSameInAllParametersOfOneTest(TestPortal portal, Notifier notifier, RecordingTransport transport) {
        assertThat(notifier).isSameAs(notifierOfBeforeEach).isSameAs(portal.notifier());
        assertThat(transport).isSameAs(portal.transport());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isNewForEveryTest(int run, TestPortal portal) {
        assertThat(portal.entries()).as("run %d begins with nothing", run).isEmpty();
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
    }

    @Test
    void sendsWhatWasAnnounced(TestPortal portal) {
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-1"));
        assertThat(portal).sentNothing().has(RESET_PASSWORD, EntryState.QUEUED);

        portal.deliver();

        assertThat(portal)
                .sent(RESET_PASSWORD)
                .to(MARIE)
                .from("portail@boreal.example")
                .withSubjectContaining("mot de passe")
                .withTextContaining("Marie")
                .withLinkTo("https://portal.boreal.example/reset")
                .once();
        assertThat(portal).sentOnly(RESET_PASSWORD).has(RESET_PASSWORD, EntryState.SENT);
    }

    @Test
    void letsATestFollowALink(TestPortal portal) {
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-1"));
        portal.deliver();

        assertThat(assertThat(portal).sent(RESET_PASSWORD).mail().links())
                .contains(SampleEvents.link("reset") instanceof ActionLink.Given given ? given.url() : "");
    }

    @Test
    void mintsLinksAtSendUnlessToldHow(TestPortal portal) {
        portal.notifier()
                .announce(new PasswordResetRequested(
                        SampleEvents.header("E-1"),
                        SampleEvents.MARIE,
                        ActionLink.mintedAtSend("reset-17", SampleEvents.WHEN.plus(Duration.ofMinutes(30)))));
        portal.deliver();

        assertThat(portal).sent(RESET_PASSWORD).withLinkTo("https://portal.boreal.example/minted/");
    }

    @Test
    void triesAgainWhenTheServerHadNoTime(TestPortal portal) {
        portal.transport().answerNext(Outcomes.greylisted());
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        assertThat(portal).sentNothing().has(FORGOT_USER_NAME, EntryState.QUEUED);

        portal.letPass(Duration.ofMinutes(1));

        assertThat(portal).sent(FORGOT_USER_NAME).once();
        assertThat(portal.transport().attempts()).hasSize(2);
    }

    @Test
    void comesBackAfterTheServerWasDown(TestPortal portal) {
        portal.transport().answerNext(Outcomes.serverDown());
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        assertThat(portal).sentNothing();

        portal.letPass(Duration.ofMinutes(2));

        assertThat(portal).sent(FORGOT_USER_NAME).once();
    }

    @Test
    void givesUpAMailWhoseMailboxDoesNotExist(TestPortal portal) {
        portal.transport().answer(MARIE, Outcomes.noSuchMailbox());
        portal.notifier().announce(SampleEvents.primaryContactChanged("E-1"));
        portal.deliver();

        assertThat(portal).sentOnly(OLD_PRIMARY_CONTACT).has(NEW_PRIMARY_CONTACT, EntryState.DEAD);

        portal.transport().acceptEverything();
        portal.suppressionList().lift(org.portalemails.address.EmailAddress.of(MARIE)); // staff fixed the mailbox
        portal.outbox().requeueAll(org.portalemails.outbox.OutboxQuery.all());
        portal.deliver();
        assertThat(portal).sentOnly(OLD_PRIMARY_CONTACT, NEW_PRIMARY_CONTACT);
    }

    @Test
    void putsMailsAsideWhileTheServersPasswordIsWrong(TestPortal portal) {
        portal.transport().answer(mail -> true, Outcomes.wrongPassword());
        portal.notifier().announce(SampleEvents.primaryContactChanged("E-1"));
        portal.deliver();
        assertThat(portal.outbox().holds()).isNotEmpty();

        portal.transport().acceptEverything();
        portal.letPass(Duration.ofMinutes(2));
        portal.letPass(Duration.ofMinutes(2));
        assertThat(portal).sentOnly(NEW_PRIMARY_CONTACT, OLD_PRIMARY_CONTACT);
        assertThat(portal.outbox().holds()).isEmpty();
    }

    @Test
    void showsADuplicateWhereOneMayArise(TestPortal portal) {
        portal.transport().answerNext(Outcomes.connectionLostAfterTheFinalDot());
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        portal.letPass(Duration.ofMinutes(1));

        List<RecordingTransport.Attempt> attempts = portal.transport().attempts();
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1).mail().messageId())
                .isEqualTo(attempts.get(0).mail().messageId());
        assertThat(portal.entries().get(0).possibleDuplicates()).isEqualTo(1);
    }

    @Test
    void dropsASecretThatEnded(TestPortal portal) {
        portal.transport().answer(mail -> true, Outcomes.greylisted());
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-1"));
        portal.deliver();
        portal.letPass(Duration.ofHours(1));

        assertThat(portal).sentNothing().has(RESET_PASSWORD, EntryState.EXPIRED);
    }

    @Test
    void recordsSkips(TestPortal portal) {
        portal.save(PortalEmailSettings.builder()
                .sendFrom(org.portalemails.address.EmailAddress.of("portail@boreal.example"))
                .build());

        assertThat(portal.notifier().announce(SampleEvents.accessRequested("E-1")))
                .queued(CUSTOMER_ACCESS_REQUEST)
                .skipped(INTERNAL_ACCESS_REQUEST, SkipReason.NO_ADDRESS);

        portal.deliver();
        assertThat(portal).sentOnly(CUSTOMER_ACCESS_REQUEST).skipped(INTERNAL_ACCESS_REQUEST, SkipReason.NO_ADDRESS);
    }

    @Test
    void takesGroupsAndEverythingElseOfTheHosts() {
        CustomerGroup retail = new CustomerGroup(new CustomerGroupId("RETAIL"), "Retail", false);
        TestPortal portal = TestPortal.builder()
                .group(retail, SampleSettings.allOn())
                .installation(SampleSettings.allOn())
                .settings(PortalEmailSettings.blank())
                .portalEmails(front -> front.mailIds(() -> new org.portalemails.email.MailId("M-1")))
                .build();

        assertThat(portal.settingsScreen().isAvailable(retail.id())).isFalse();
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        assertThat(portal).sent(FORGOT_USER_NAME).from("portail@boreal.example").once();
        assertThat(portal.sent().get(0).mail().id().value()).isEqualTo("M-1");
    }

    @Test
    void forgetsWhatWasRecordedOnDemand(TestPortal portal) {
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        portal.transport().forget();

        assertThat(portal).sentNothing();
    }

    @Test
    void isRefusedWhereItCouldNotBeFresh() {
        assertThatThrownBy(() -> JupiterRun.of(WantsAPortalInItsConstructor.class))
                .isInstanceOf(org.junit.jupiter.api.extension.ParameterResolutionException.class)
                .hasMessageContaining("each test has a portal of its own");
    }
}
