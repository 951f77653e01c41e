package org.portalemails.demo.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.demo.customers.CustomerGroups;
import org.portalemails.email.MailId;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.outbox.OutboxQuery;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits, what was sent, what died and why; and what an operator can do about it. */
@Controller
class OutboxController {
    private static final int SHOWN = 100;

    private final OutboxAdministration outbox;
    private final CustomerGroups groups;
    private final Clock clock;

    OutboxController(OutboxAdministration outbox, CustomerGroups groups, Clock clock) {
        this.outbox = outbox;
        this.groups = groups;
        this.clock = clock;
    }

    @GetMapping("/outbox")
    String page(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String group,
            Model model) {
        OutboxQuery query = OutboxQuery.all().atMost(SHOWN);
        if (state != null && !state.isBlank()) {
            query = query.inState(EntryState.ofCode(state));
        }
        if (group != null && !group.isBlank()) {
            query = query.ofGroup(new CustomerGroupId(group));
        }
        model.addAttribute("state", state == null ? "" : state);
        model.addAttribute("group", group == null ? "" : group);
        model.addAttribute("states", List.of(EntryState.values()));
        model.addAttribute("groups", groups.all());
        OutboxCounts counts = outbox.counts();
        model.addAttribute("counts", counts);
        model.addAttribute(
                "total",
                counts.byState().values().stream().mapToLong(Long::longValue).sum());
        model.addAttribute("entries", outbox.find(query));
        model.addAttribute("holds", outbox.holds());
        Instant now = clock.instant();
        model.addAttribute(
                "chart",
                HourChart.of(
                        outbox.find(OutboxQuery.all()
                                .announced(now.minus(Duration.ofHours(2)), null)
                                .atMost(OutboxQuery.MAX_LIMIT)),
                        now));
        return "outbox/list";
    }

    @GetMapping("/outbox/{id}")
    String one(@PathVariable String id, Model model) {
        MailId mail = new MailId(id);
        model.addAttribute(
                "entry", outbox.find(mail).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("attempts", outbox.attempts(mail));
        return "outbox/one";
    }

    @PostMapping("/outbox/{id}/requeue")
    String requeue(@PathVariable String id, RedirectAttributes redirect) {
        return done("requeue", outbox.requeue(new MailId(id)) ? 1 : 0, redirect);
    }

    @PostMapping("/outbox/requeue-all")
    String requeueAll(RedirectAttributes redirect) {
        return done("requeue", outbox.requeueAll(OutboxQuery.all().atMost(OutboxQuery.MAX_LIMIT)), redirect);
    }

    @PostMapping("/outbox/{id}/cancel")
    String cancel(@PathVariable String id, RedirectAttributes redirect) {
        return done("cancel", outbox.cancel(new MailId(id), "operator") ? 1 : 0, redirect);
    }

    @PostMapping("/outbox/hold")
    String hold(@RequestParam String scope, @RequestParam String reason, RedirectAttributes redirect) {
        outbox.hold(
                HoldScope.ofKey(scope), reason.isBlank() ? "–" : reason.substring(0, Math.min(300, reason.length())));
        return done("hold", 1, redirect);
    }

    @PostMapping("/outbox/release")
    String release(@RequestParam String scope, RedirectAttributes redirect) {
        return done("release", outbox.release(HoldScope.ofKey(scope)) ? 1 : 0, redirect);
    }

    private static String done(String what, int count, RedirectAttributes redirect) {
        redirect.addFlashAttribute("done", what.toLowerCase(Locale.ROOT));
        redirect.addFlashAttribute("count", count);
        return "redirect:/outbox";
    }
}
