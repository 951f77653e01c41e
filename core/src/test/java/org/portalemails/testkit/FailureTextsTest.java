package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.portalemails.notification.NotificationType.FORGOT_USER_NAME;
import static org.portalemails.notification.NotificationType.INTERNAL_ACCESS_REQUEST;
import static org.portalemails.notification.NotificationType.NEW_PRIMARY_CONTACT;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalemails.announce.Announcement;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.template.RenderedText;

@DisplayName("A failed assertion about mails")
@ExtendWith(PortalEmailsExtension.class)
class FailureTextsTest {
    private static String failure(ThrowingCallable sentence) {
        AssertionError error = catchThrowableOfType(AssertionError.class, sentence);
        assertThat(error).as("it must fail").isNotNull();
        assertThat(error.getMessage()).doesNotContain(SampleEvents.SECRET_MARK);
        return error.getMessage().lines().map(String::stripTrailing).reduce("", (a, b) -> a + b + "\n");
    }

    @Test
    void tellsThatNothingWasSentAndWhy(TestPortal portal) {
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-1"));

        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD)))
                .isEqualTo(
                        """
                Expected a mail reset-password
                to be sent.
                Nothing was sent.
                In the outbox:
                  reset-password to marie.tremblay@erables.example: queued
                Mails that are queued leave at the next delivery, once they are due.
                """);
    }

    @Test
    void showsWhatWasSentInstead(TestPortal portal) {
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();

        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD).to("a@b.example")))
                .isEqualTo(
                        """
                Expected a mail reset-password
                to be sent.
                Sent:
                  forgot-user-name to marie.tremblay@erables.example, subject "Portail Boréal : votre nom d’utilisateur"
                """);
    }

    @Test
    void repeatsTheSentenceUpToWhereItBreaksAndShowsTheNearestMailWithoutItsSecrets(TestPortal portal) {
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-1"));
        portal.deliver();

        String text = failure(() -> assertThat(portal)
                .sent(RESET_PASSWORD)
                .to("marie.tremblay@erables.example")
                .withTextContaining("Dear Sir"));

        assertThat(text)
                .startsWith(
                        """
                        Expected a mail reset-password
                          to marie.tremblay@erables.example
                          with "Dear Sir" in its text
                        to be sent.
                        Sent:
                          reset-password to marie.tremblay@erables.example, subject "
                        """
                                .stripTrailing())
                .contains("The mail that comes nearest says:")
                .contains("https://portal.boreal.example/" + RenderedText.MASK);
    }

    @Test
    void masksALinkThatStandsInTheSentenceItself(TestPortal portal) {
        failure(() -> assertThat(portal)
                .sent(RESET_PASSWORD)
                .withLinkTo("https://portal.boreal.example/x?token=" + SampleEvents.SECRET_MARK));
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-1"));
        portal.deliver();
        assertThat(failure(() -> assertThat(portal)
                        .sent(RESET_PASSWORD)
                        .withLinkTo("https://portal.boreal.example/x?token=" + SampleEvents.SECRET_MARK)))
                .contains("with a link to https://portal.boreal.example/" + RenderedText.MASK);
    }

    @Test
    void countsWhenItIsAskedHowOften(TestPortal portal) {
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.notifier().announce(SampleEvents.userNameForgotten("E-2"));
        portal.deliver();

        assertThat(portal).sent(FORGOT_USER_NAME).times(2);
        assertThat(failure(() -> assertThat(portal).sent(FORGOT_USER_NAME).once()))
                .startsWith("Expected a mail forgot-user-name\n1 times, but there are 2.\nSent:\n");
    }

    @Test
    void everyPartOfASentenceCanFail(TestPortal portal) {
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-1"));
        portal.deliver();

        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD).to("john@erables.example")))
                .contains("to john@erables.example");
        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD).from("john@erables.example")))
                .contains("from john@erables.example");
        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD).withSubject("Hi")))
                .contains("with the subject \"Hi\"");
        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD).withSubjectContaining("Hi!")))
                .contains("with \"Hi!\" in its subject");
        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD).without("Marie")))
                .contains("without \"Marie\"");
        assertThat(failure(() -> assertThat(portal).sent(RESET_PASSWORD).that("is in Greek", mail -> false)))
                .contains("that is in Greek");
        assertThat(failure(() -> assertThat(portal).sentNothing())).startsWith("Expected that nothing was sent.");
        assertThat(failure(() -> assertThat(portal).sentOnly(RESET_PASSWORD, RESET_PASSWORD)))
                .startsWith("Expected exactly these mails to be sent:\n  reset-password, reset-password\n");
        assertThat(failure(() -> assertThat(portal).has(RESET_PASSWORD, EntryState.DEAD)))
                .startsWith("Expected reset-password to be dead.");
        assertThat(failure(() -> assertThat(portal).has(RESET_PASSWORD, EntryState.SENT, "wished")))
                .startsWith("Expected reset-password to be sent (wished).");
        assertThat(failure(() -> assertThat(portal).skipped(RESET_PASSWORD, SkipReason.POLICY)))
                .startsWith("Expected reset-password to be skipped (policy).");
    }

    @Test
    void showsTheWholeAnswerToAnAnnouncement(TestPortal portal) {
        Announcement answer = portal.notifier().announce(SampleEvents.primaryContactChanged("E-1"));
        Announcement again = portal.notifier().announce(SampleEvents.primaryContactChanged("E-1"));

        assertThat(failure(() -> assertThat(answer).queued(INTERNAL_ACCESS_REQUEST)))
                .isEqualTo(
                        """
                Expected that internal-access-request is queued, but the answer is:
                  new-primary-contact: queued
                  old-primary-contact: queued
                """);
        assertThat(failure(() -> assertThat(again).skipped(NEW_PRIMARY_CONTACT, SkipReason.SWITCHED_OFF)))
                .isEqualTo(
                        """
                Expected that new-primary-contact is skipped (switched-off), but the answer is:
                  new-primary-contact: skipped (already-announced)
                  old-primary-contact: skipped (already-announced)
                """);
    }
}
