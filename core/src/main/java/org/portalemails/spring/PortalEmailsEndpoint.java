package org.portalemails.spring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.MailTransport;
import org.portalemails.delivery.TransportProbe;
import org.portalemails.email.MailId;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.outbox.OutboxEntry;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/portalemails}: how many mails stand where, what is on hold, what became of one mail; a dead one is queued again; and
 * the mail server is tried. It
 * knows mails by their id and shows no personal data: neither who gets them nor what servers said about them.
 */
@Endpoint(id = "portalemails")
@SuppressWarnings("exports") // who uses this has Spring; everybody else need not
public final class PortalEmailsEndpoint {
    private final OutboxAdministration outbox;
    private final @Nullable MailTransport transport;
    private final @Nullable DispatcherLifecycle dispatcher;

    PortalEmailsEndpoint(
            OutboxAdministration outbox, @Nullable MailTransport transport, @Nullable DispatcherLifecycle dispatcher) {
        this.outbox = outbox;
        this.transport = transport;
        this.dispatcher = dispatcher;
    }

    /**
     * The whole outbox.
     *
     * @return {@code entries} by state, {@code oldestDueSeconds}, {@code holds} with scope, cause, reason and since
     */
    @ReadOperation
    public Map<String, Object> outbox() {
        OutboxCounts counts = outbox.counts();
        Map<String, Long> entries = new LinkedHashMap<>();
        for (EntryState state : EntryState.values()) {
            entries.put(state.code(), counts.in(state));
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("entries", entries);
        said.put("oldestDueSeconds", counts.oldestDue().toSeconds());
        said.put("holds", outbox.holds().stream().map(OutboxHealth::hold).toList());
        return said;
    }

    /**
     * One mail.
     *
     * @param id its id
     * @return where it stands and its attempts; {@code null}, so 404, if it is unknown
     */
    @ReadOperation
    public @Nullable Map<String, Object> mail(@Selector String id) {
        OutboxEntry entry = outbox.find(new MailId(id)).orElse(null);
        if (entry == null) {
            return null;
        }
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("id", entry.id().value());
        said.put("event", entry.eventId().value());
        said.put("mail", entry.typeCode());
        said.put("group", entry.group().value());
        said.put("state", entry.state().code());
        putIfKnown(said, "reason", entry.reason());
        said.put("createdAt", entry.createdAt().toString());
        putIfKnown(said, "dueAt", entry.dueAt());
        putIfKnown(said, "finishedAt", entry.finishedAt());
        said.put("spentAttempts", entry.attempts());
        List<Map<String, Object>> attempts = outbox.attempts(entry.id()).stream()
                .map(PortalEmailsEndpoint::attempt)
                .toList();
        said.put("attempts", attempts);
        return said;
    }

    /**
     * Tries the mail server, without sending a mail.
     *
     * @param sender whether its mails would be taken; need not be given
     * @return {@code passed}, and {@code steps} with part, passed and text
     */
    @WriteOperation
    public Map<String, Object> probe(@Nullable String sender) {
        if (transport == null) {
            return Map.of("passed", false, "steps", List.of());
        }
        TransportProbe probe = transport.probe(sender == null ? null : EmailAddress.of(sender));
        List<Map<String, Object>> steps = probe.steps().stream()
                .map(step -> Map.<String, Object>of(
                        "part", step.part().code(), "passed", step.passed(), "text", step.text(Locale.ENGLISH)))
                .toList();
        return Map.of("passed", probe.passed(), "steps", steps);
    }

    /**
     * Queues a dead mail again.
     *
     * @param id its id
     * @return {@code requeued}: whether it was dead and still has its body
     */
    @WriteOperation
    public Map<String, Object> requeue(@Selector String id) {
        boolean requeued = outbox.requeue(new MailId(id));
        if (requeued && dispatcher != null) {
            dispatcher.wakeUp();
        }
        return Map.of("requeued", requeued);
    }

    private static Map<String, Object> attempt(AttemptRecord attempt) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("number", attempt.number());
        said.put("endedAt", attempt.endedAt().toString());
        said.put("node", attempt.facts().node());
        said.put("outcome", attempt.facts().outcome());
        putIfKnown(said, "phase", attempt.facts().phase());
        if (attempt.facts().replyCode() != 0) {
            said.put("replyCode", attempt.facts().replyCode());
        }
        putIfKnown(said, "enhancedCode", attempt.facts().enhancedCode());
        said.put("millis", attempt.facts().duration().toMillis());
        return said;
    }

    private static void putIfKnown(Map<String, Object> said, String name, @Nullable Object value) {
        if (value != null) {
            said.put(name, value.toString());
        }
    }
}
