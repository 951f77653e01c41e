package org.portalemails.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.portalemails.email.OutgoingMail;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;

/**
 * The mails of a portal, from its outbox and from the transport that recorded them: of a {@link TestPortal}, or of a host under test with its
 * own database, where a {@link RecordingTransport} takes the place of the real one.
 *
 * <pre>{@code
 * PortalMails mails = new PortalMails(outboxAdministration, recordingTransport);
 * shop.resetPassword("marie"); // commits
 * assertThat(mails.settled()).sent(RESET_PASSWORD).to("marie@customer.example");
 * }</pre>
 *
 * @param outbox what the host's operators have
 * @param transport what the host's dispatcher sends with
 * @since 0.1.0
 */
public record PortalMails(OutboxAdministration outbox, RecordingTransport transport) {
    /** Refuses {@code null}. */
    public PortalMails {
        Objects.requireNonNull(outbox, "outbox");
        Objects.requireNonNull(transport, "transport");
    }

    /**
     * Waits until a dispatcher in the background has tried every mail that is queued, at most 30 seconds. Mails that are to be tried again
     * later are not waited for.
     *
     * @return this
     * @throws AssertionError if mails are still untried then: no dispatcher runs, or the transport is slow
     */
    public PortalMails settled() {
        Waiting.until(
                this::isSettled,
                () -> "mails are still waiting. Does a dispatcher run?" + System.lineSeparator()
                        + PortalMailsAssert.story(this));
        return this;
    }

    private boolean isSettled() {
        return entries().stream()
                .noneMatch(entry -> entry.state() == EntryState.SENDING
                        || entry.state() == EntryState.QUEUED
                                && outbox.attempts(entry.id()).isEmpty());
    }

    /**
     * The mails that the server accepted.
     *
     * @return in order; duplicates included
     */
    public List<SentMail> sent() {
        List<SentMail> sent = new ArrayList<>();
        for (OutgoingMail mail : transport.accepted()) {
            outbox.find(mail.id())
                    .map(entry -> new SentMail(NotificationType.ofCode(entry.typeCode()), mail))
                    .ifPresent(sent::add);
        }
        return List.copyOf(sent);
    }

    /**
     * The newest {@value OutboxQuery#MAX_LIMIT} entries of the outbox, whatever their state.
     *
     * @return oldest first
     */
    public List<OutboxEntry> entries() {
        List<OutboxEntry> entries =
                new ArrayList<>(outbox.find(OutboxQuery.all().atMost(OutboxQuery.MAX_LIMIT)));
        Collections.reverse(entries);
        return entries;
    }
}
