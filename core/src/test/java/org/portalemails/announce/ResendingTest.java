package org.portalemails.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.event.AccessRequested;
import org.portalemails.event.Contact;
import org.portalemails.event.EventId;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.CustomerGroup;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;

@DisplayName("A mail that is sent again")
class ResendingTest {
    private static final EmailAddress CORRECTED = EmailAddress.of("marie@corrected.example");

    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, AesGcmSealer.of("k1", new byte[32]));
    private PastEvents past = ResendingTest::corrected;
    private PortalEmails portal;

    @BeforeEach
    void host() {
        InMemorySettingsStore store = new InMemorySettingsStore(clock);
        portal = PortalEmails.builder()
                .customerGroups(id -> Optional.of(new CustomerGroup(id, "Grossistes", true)))
                .profile(SampleSettings.profile())
                .settingsStore(store)
                .outbox(outbox)
                .clock(clock)
                .build();
        store.save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "setup");
    }

    private Resending resending() {
        return new Resending(outbox, portal.notifier(), (mail, id) -> past.again(mail, id), clock);
    }

    /** As the host knows the person today. */
    private static Optional<PortalEvent> corrected(OutboxEntry mail, EventId id) {
        AccessRequested before = SampleEvents.accessRequested(id.value());
        Contact marie = before.requester();
        return Optional.of(new AccessRequested(
                before.header(),
                before.requestId(),
                new Contact(marie.firstName(), marie.lastName(), CORRECTED, marie.language(), null),
                before.requesterPhone(),
                before.taxIdMasked(),
                before.mailingAddress(),
                before.reviewUrl(),
                before.registration()));
    }

    private MailId ended() {
        Announcement first = portal.notifier().announce(SampleEvents.accessRequested("e-1"));
        MailId id = first.queued().stream()
                .filter(one -> one.type() == NotificationType.CUSTOMER_ACCESS_REQUEST)
                .findFirst()
                .orElseThrow()
                .id();
        outbox.cancel(id, "by-hand");
        return id;
    }

    @Test
    @DisplayName(
            "is a new one, to the address of today, related to the first; the event's other mails are not sent again")
    void again() {
        MailId first = ended();
        Announcement.MailAnswer answer = resending().resend(first).orElseThrow();
        assertThat(answer).isInstanceOf(Announcement.Queued.class);
        assertThat(outbox.find(OutboxQuery.all().toRecipient(CORRECTED)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.resendOf()).isEqualTo(first);
                    assertThat(entry.typeCode()).isEqualTo("customer-access-request");
                    assertThat(entry.state()).isEqualTo(EntryState.QUEUED);
                });
        assertThat(outbox.find(OutboxQuery.all())).hasSize(3);
    }

    @Test
    @DisplayName("is one, however often somebody clicks within a minute, and another one later")
    void clicks() {
        MailId first = ended();
        Announcement.Queued sent =
                (Announcement.Queued) resending().resend(first).orElseThrow();
        Announcement.Skipped second =
                (Announcement.Skipped) resending().resend(first).orElseThrow();
        assertThat(second.reason()).isEqualTo(SkipReason.ALREADY_ANNOUNCED);
        assertThat(second.id()).isEqualTo(sent.id());
        clock.advance(Duration.ofMinutes(1));
        assertThat(resending().resend(first)).containsInstanceOf(Announcement.Queued.class);
    }

    @Test
    @DisplayName("is none while the first is on its way, if there is none, or the host does not tell its event again")
    void none() {
        Announcement waiting = portal.notifier().announce(SampleEvents.accessRequested("e-2"));
        assertThat(resending().resend(waiting.queued().get(0).id())).isEmpty();
        assertThat(resending().resend(MailId.random())).isEmpty();
        MailId first = ended();
        past = PastEvents.NONE;
        assertThat(resending().resend(first)).isEmpty();
        assertThat(new Resending(outbox, portal.notifier(), PastEvents.NONE, clock).isPossible())
                .isFalse();
        assertThat(resending().isPossible()).isTrue();
    }

    @Test
    @DisplayName("is refused if the host tells an event of another id: it would never be sent twice")
    void otherId() {
        MailId first = ended();
        past = (mail, id) -> Optional.of(SampleEvents.accessRequested("e-1"));
        assertThatThrownBy(() -> resending().resend(first)).hasMessageContaining("another id");
    }
}
