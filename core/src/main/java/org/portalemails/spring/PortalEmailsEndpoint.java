package org.portalemails.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.EmailAddressException;
import org.portalemails.email.MailId;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.sender.SenderReport;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.TransportProbe;
import org.portalemails.view.MailView;
import org.portalemails.view.OutboxView;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/portalemails}: how many mails stand where, what is on hold, what became of one mail; a dead one is queued again; and
 * the mail server is tried. It knows mails by their id and shows no personal data: neither who gets them nor what servers said about
 * them. In English.
 */
@Endpoint(id = "portalemails")
@SuppressWarnings("exports") // who uses this has Spring; everybody else need not
public final class PortalEmailsEndpoint {
    private final OutboxAdministration outbox;
    private final MailRoutes routes;
    private final @Nullable DispatcherLifecycle dispatcher;

    PortalEmailsEndpoint(OutboxAdministration outbox, MailRoutes routes, @Nullable DispatcherLifecycle dispatcher) {
        this.outbox = outbox;
        this.routes = routes;
        this.dispatcher = dispatcher;
    }

    /**
     * The whole outbox.
     *
     * @return entries by state, for how long the oldest has been waiting, and holds
     */
    @ReadOperation
    public OutboxView outbox() {
        return OutboxView.of(outbox.counts(), outbox.holds(), Locale.ENGLISH);
    }

    /**
     * One mail.
     *
     * @param id its id
     * @return where it stands and its attempts; {@code null}, so 404, if it is unknown
     */
    @ReadOperation
    public @Nullable MailView mail(@Selector String id) {
        return outbox.find(new MailId(id))
                .map(entry -> MailView.of(entry, outbox.attempts(entry.id()), Locale.ENGLISH))
                .orElse(null);
    }

    /**
     * Tries the mail servers, without sending a mail.
     *
     * @param sender whether its mails would be taken; need not be given
     * @return {@code servers} with route, transport, passed and {@code steps} with part, passed and text; {@code sender} with what the DNS says of
     *     the sender: verdict, code, text and the record to publish; {@code steps} also of the first;
     *     {@code passed}: whether there are any, and all did
     */
    @WriteOperation
    public Map<String, Object> probe(@Nullable String sender) {
        EmailAddress from = sender == null ? null : address(sender);
        List<Map<String, Object>> servers = new ArrayList<>();
        for (MailRoute route : routes.all()) {
            for (MailRoute.Named one : route.transports()) {
                servers.add(server(route, one, from));
            }
        }
        boolean passed = !servers.isEmpty() && servers.stream().allMatch(one -> one.containsValue(true));
        Object first = servers.isEmpty()
                ? List.of()
                : Objects.requireNonNull(servers.get(0).get("steps"));
        return Map.of("passed", passed, "steps", first, "servers", servers);
    }

    private static Map<String, Object> server(MailRoute route, MailRoute.Named named, @Nullable EmailAddress from) {
        TransportProbe probe = named.transport().probe(from);
        List<Map<String, Object>> steps = probe.steps().stream()
                .map(step -> Map.<String, Object>of(
                        "part", step.part().code(), "passed", step.passed(), "text", step.text(Locale.ENGLISH)))
                .toList();
        return Map.of(
                "route",
                route.name(),
                "transport",
                named.name(),
                "passed",
                probe.passed() && !steps.isEmpty(),
                "steps",
                steps,
                "sender",
                from == null
                        ? List.of()
                        : findings(named.transport().senderCheck().check(from, null)));
    }

    private static List<Map<String, Object>> findings(SenderReport report) {
        return report.findings().stream()
                .map(finding -> Map.<String, Object>of(
                        "verdict",
                        finding.verdict().code(),
                        "code",
                        finding.reason().code(),
                        "text",
                        finding.text(Locale.ENGLISH),
                        "publish",
                        finding.publish() == null ? "" : finding.publish().toString()))
                .toList();
    }

    private static EmailAddress address(String sender) {
        try {
            return EmailAddress.of(sender);
        } catch (EmailAddressException e) {
            throw new InvalidEndpointRequestException("sender: no e-mail address", String.valueOf(e.getMessage()));
        }
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
}
