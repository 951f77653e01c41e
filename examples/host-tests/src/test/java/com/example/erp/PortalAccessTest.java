package com.example.erp;

import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.notification.Switch;
import org.portalemails.outbox.EntryState;
import org.portalemails.testkit.PortalEmailsExtension;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;
import org.portalemails.transport.DeliveryOutcome;

@DisplayName("Changing the primary contact")
@ExtendWith(PortalEmailsExtension.class)
class PortalAccessTest {
    @Test
    @DisplayName("tells the new one and the old one, each in his own language")
    void tellsBoth(TestPortal portal) {
        change(portal, "1");
        portal.deliver();
        assertThat(portal).sentOnly(NotificationType.NEW_PRIMARY_CONTACT, NotificationType.OLD_PRIMARY_CONTACT);
        assertThat(portal).sent(NotificationType.NEW_PRIMARY_CONTACT).to(address(false));
        assertThat(portal).sent(NotificationType.OLD_PRIMARY_CONTACT).to(address(true));
    }

    @Test
    @DisplayName("tells only the new one where the group switched the other mail off, and says why")
    void oneSwitchIsOff(TestPortal portal) {
        portal.save(SampleSettings.allOn().toBuilder()
                .turn(Switch.NOTIFY_OLD_PRIMARY_CONTACT, false)
                .build());
        assertThat(change(portal, "2")).skipped(NotificationType.OLD_PRIMARY_CONTACT, SkipReason.SWITCHED_OFF);
        portal.deliver();
        assertThat(portal).sentOnly(NotificationType.NEW_PRIMARY_CONTACT);
    }

    @Test
    @DisplayName("tells nobody twice when the request is repeated")
    void repeated(TestPortal portal) {
        change(portal, "3");
        change(portal, "3");
        portal.deliver();
        assertThat(portal).sent(NotificationType.NEW_PRIMARY_CONTACT).once();
    }

    @Test
    @DisplayName("survives a mail server that is busy for a while")
    void busyServer(TestPortal portal) {
        DeliveryOutcome busy = new DeliveryOutcome.TryLater(
                DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.CONNECT, "refused"), false);
        portal.transport().answerNext(busy, busy);
        change(portal, "4");
        portal.deliver();
        assertThat(portal).sentNothing();
        assertThat(portal).has(NotificationType.NEW_PRIMARY_CONTACT, EntryState.QUEUED);
        portal.letPass(Duration.ofHours(1));
        assertThat(portal).sentOnly(NotificationType.NEW_PRIMARY_CONTACT, NotificationType.OLD_PRIMARY_CONTACT);
    }

    private static org.portalemails.announce.Announcement change(TestPortal portal, String id) {
        return new PortalAccess(portal.notifier(), portal.clock())
                .changePrimaryContact(id, SampleEvents.GROUP, "Érables du Nord", SampleEvents.MARIE, SampleEvents.JOHN);
    }

    private static String address(boolean old) {
        return java.util.Objects.requireNonNull((old ? SampleEvents.MARIE : SampleEvents.JOHN).email())
                .value();
    }
}
