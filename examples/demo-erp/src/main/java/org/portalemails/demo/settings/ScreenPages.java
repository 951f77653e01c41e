package org.portalemails.demo.settings;

import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.demo.customers.CustomerGroups;
import org.portalemails.demo.customers.OwnCompanies;
import org.portalemails.host.CustomerGroup;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Pages around the elements of the library; what is in the elements comes from its own address. */
@Controller
class ScreenPages {
    private final CustomerGroups groups;
    private final OwnCompanies companies;
    /** Whether mails stay in the demo: then the DNS is played, and the page says so. */
    private final boolean playedDns;

    ScreenPages(CustomerGroups groups, OwnCompanies companies, @Value("${demo.smtp.host:}") String mailServer) {
        this.playedDns = mailServer.isBlank();
        this.groups = groups;
        this.companies = companies;
    }

    /** The settings of a group or of a company; those of all companies if none is named. */
    @GetMapping("/portal-emails")
    String settings(
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String company,
            Model model) {
        CustomerGroup found = group == null
                ? null
                : groups.find(new CustomerGroupId(group))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("group", found);
        model.addAttribute(
                "company",
                company == null
                        ? null
                        : companies
                                .find(new CompanyId(company))
                                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("playedDns", playedDns);
        return "settings/screen";
    }

    /** What became of mails: of one, of those to one address, or of those in one state, if it is named. */
    @GetMapping("/outbox")
    String outbox(
            @RequestParam(required = false) @Nullable String mail,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String state,
            Model model) {
        model.addAttribute("mail", mail);
        model.addAttribute("to", to);
        model.addAttribute("state", state);
        return "outbox/list";
    }
}
