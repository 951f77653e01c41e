package org.portalemails.docs;

// snippet: test
import static org.portalemails.notification.NotificationType.FORGOT_USER_NAME;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName; // snippet: ignore
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalemails.outbox.EntryState;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.PortalEmailsExtension;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.TestPortal;

@DisplayName("A host's test") // snippet: ignore
@ExtendWith(PortalEmailsExtension.class)
class HostTest {
    @Test
    void aResetLinkReachesTheContact(TestPortal portal) {
        portal.notifier().announce(SampleEvents.passwordResetRequested("reset-1")); // your code does this
        portal.deliver(); // what happens after your commit

        assertThat(portal)
                .sent(RESET_PASSWORD)
                .to("marie.tremblay@erables.example")
                .withSubjectContaining("mot de passe")
                .withLinkTo("https://portal.boreal.example/reset");
    }

    @Test
    void aBusyServerOnlyDelaysAMail(TestPortal portal) {
        portal.transport().answerNext(Outcomes.greylisted());
        portal.notifier().announce(SampleEvents.userNameForgotten("forgot-1"));
        portal.deliver();
        assertThat(portal).sentNothing().has(FORGOT_USER_NAME, EntryState.QUEUED);

        portal.letPass(Duration.ofMinutes(1));

        assertThat(portal).sent(FORGOT_USER_NAME).once();
    }
}
// end
