package org.portalemails.demo.customers;

import java.security.Principal;
import org.portalemails.announce.Mailing;
import org.portalemails.demo.security.DemoUsers;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Long work that shows its progress. */
@Controller
class ImportController {
    private static final int MOST = 20_000;

    private final RepresentativeImport imports;
    private final Representatives representatives;
    private final OutboxAdministration outbox;
    private final DemoUsers users;

    ImportController(
            RepresentativeImport imports,
            Representatives representatives,
            OutboxAdministration outbox,
            DemoUsers users) {
        this.imports = imports;
        this.representatives = representatives;
        this.outbox = outbox;
        this.users = users;
    }

    @GetMapping("/import")
    String page(Model model) {
        model.addAttribute("companies", representatives.companies());
        model.addAttribute("progress", imports.progress());
        model.addAttribute("waiting", outbox.counts().in(EntryState.QUEUED));
        return "people/import";
    }

    @PostMapping("/import")
    String start(
            @RequestParam String company,
            @RequestParam int count,
            @RequestParam(defaultValue = "false") boolean mail,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Principal user,
            Model model,
            RedirectAttributes redirect) {
        Company known =
                representatives.company(company).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (mail && !confirmed) {
            model.addAttribute("asked", Math.max(1, Math.min(MOST, count)));
            model.addAttribute("of", known);
            return page(model);
        }
        boolean started = imports.start(
                known,
                Math.max(1, Math.min(MOST, count)),
                mail ? Mailing.SEND : Mailing.DO_NOT_SEND,
                users.fullName(user.getName()));
        if (!started) {
            redirect.addFlashAttribute("busy", true);
        }
        return "redirect:/import";
    }
}
