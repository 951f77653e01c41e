package org.portalemails.demo.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryRequests;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How requests for forgotten user names and passwords ended: what the person who asked is never told. */
@Controller
class RecoveryRequestsController {
    private static final int SHOWN = 50;

    private final RecoveryRequests requests;
    private final OutboxAdministration outbox;

    RecoveryRequestsController(RecoveryRequests requests, OutboxAdministration outbox) {
        this.requests = requests;
        this.outbox = outbox;
    }

    /** A request, and the mails that answer it. */
    record Answered(RecoveryRecord request, List<OutboxEntry> mails) {}

    @GetMapping("/outbox/recovery")
    String page(Model model) {
        List<RecoveryRecord> newest = requests.newest(SHOWN);
        List<OutboxEntry> mails = newest.isEmpty()
                ? List.of()
                : mailsSince(newest.get(newest.size() - 1).requestedAt());
        model.addAttribute(
                "requests",
                newest.stream().map(request -> answered(request, mails)).toList());
        return "outbox/recovery";
    }

    private List<OutboxEntry> mailsSince(Instant from) {
        List<OutboxEntry> mails = new ArrayList<>();
        for (RecoveryKind kind : RecoveryKind.values()) {
            mails.addAll(outbox.find(
                    OutboxQuery.all().ofType(kind.mail()).announced(from, null).atMost(1_000)));
        }
        return mails;
    }

    private static Answered answered(RecoveryRecord request, List<OutboxEntry> mails) {
        return new Answered(
                request,
                mails.stream()
                        .filter(mail -> mail.eventId().value().startsWith(request.eventIdPrefix()))
                        .toList());
    }
}
