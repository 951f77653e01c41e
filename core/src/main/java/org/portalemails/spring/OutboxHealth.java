package org.portalemails.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.sender.SenderReport;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.portalemails.view.HoldView;
import org.portalemails.view.TroubleView;

/**
 * Whether mails leave. {@code DOWN} if the outbox cannot be read, or nothing has left for too long although mails wait; {@code OUT_OF_SERVICE} if
 * this node's dispatcher does not run, everything or a route is on hold, no server of a route takes mails, or a mail waits for too long. Without
 * personal data.
 */
final class OutboxHealth {
    private final OutboxAdministration outbox;
    private final @Nullable DispatcherLifecycle dispatcher;
    private final MailRoutes routes;
    private final OutboxWatch watch;

    OutboxHealth(
            OutboxAdministration outbox,
            @Nullable DispatcherLifecycle dispatcher,
            MailRoutes routes,
            OutboxWatch watch) {
        this.outbox = outbox;
        this.routes = routes;
        this.dispatcher = dispatcher;
        this.watch = watch;
    }

    /** What there is to say, in the terms of both generations. */
    enum Status {
        UP,
        OUT_OF_SERVICE,
        DOWN
    }

    /**
     * The answer.
     *
     * @param status whether mails leave
     * @param details what an operator wants to know
     */
    record Answer(Status status, Map<String, Object> details) {}

    Answer ask() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("dispatcher", dispatcher == null ? "elsewhere" : dispatcher.isRunning() ? "running" : "stopped");
        try {
            OutboxCounts counts = outbox.counts();
            List<Hold> holds = outbox.holds();
            details.put("queued", counts.in(EntryState.QUEUED));
            details.put("waiting", counts.in(EntryState.WAITING));
            details.put("dead", counts.in(EntryState.DEAD));
            details.put("oldestDueSeconds", counts.oldestDue().toSeconds());
            details.put(
                    "holds",
                    holds.stream()
                            .map(hold -> HoldView.of(hold, Locale.ENGLISH))
                            .toList());
            if (dispatcher != null && dispatcher.isRunning()) {
                details.put("routes", dispatcher.routes());
            }
            List<OutboxWatch.Trouble> troubles = watch.troubles();
            details.put(
                    "troubles",
                    troubles.stream()
                            .map(trouble -> TroubleView.of(trouble, Locale.ENGLISH))
                            .toList());
            List<Map<String, Object>> senders = wrongSenders();
            if (!senders.isEmpty()) {
                details.put("wrongSenders", senders);
            }
            if (watch.nothingLeaves()) {
                return new Answer(Status.DOWN, details);
            }
            boolean leaves = (dispatcher == null || dispatcher.isRunning())
                    && holds.stream().noneMatch(OutboxHealth::stops)
                    && troubles.stream().noneMatch(OutboxHealth::stops);
            return new Answer(leaves ? Status.UP : Status.OUT_OF_SERVICE, details);
        } catch (PortalEmailsException e) {
            details.put("error", String.valueOf(e.getMessage()));
            return new Answer(Status.DOWN, details);
        }
    }

    /** Mails leave by another server; and what one group's settings do wrong stops nobody else. */
    private static boolean stops(OutboxWatch.Trouble trouble) {
        return trouble.kind() != OutboxWatch.Kind.FALLBACK && !(trouble.scope() instanceof HoldScope.Group);
    }

    /** What is known of senders on this node: mails leave all the same. Domains, never addresses. */
    private List<Map<String, Object>> wrongSenders() {
        List<Map<String, Object>> wrong = new ArrayList<>();
        for (MailRoute route : routes.all()) {
            for (MailRoute.Named server : route.transports()) {
                for (SenderReport report : server.transport().senderCheck().known()) {
                    report.wrong()
                            .forEach(finding -> wrong.add(Map.of(
                                    "transport", server.name(),
                                    "domain", finding.domain(),
                                    "code", finding.reason().code(),
                                    "text", finding.text(Locale.ENGLISH),
                                    "askedAt", report.askedAt().toString())));
                }
            }
        }
        return wrong.stream().distinct().toList();
    }

    /** Everything, or a whole route: somebody must act. */
    private static boolean stops(Hold hold) {
        return hold.scope() instanceof HoldScope.Everything || hold.scope() instanceof HoldScope.Route;
    }
}
