package org.portalemails.demo.customers;

import java.util.List;
import java.util.Locale;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.host.CustomerGroup;
import org.portalemails.settings.SettingsOwner;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Finances > Comptabilité Clients > Configuration > Groupe clients. */
@Controller
class CustomerGroupController {
    private final CustomerGroups groups;
    private final OwnCompanies companies;
    private final PortalEmails portalEmails;

    CustomerGroupController(CustomerGroups groups, OwnCompanies companies, PortalEmails portalEmails) {
        this.groups = groups;
        this.companies = companies;
        this.portalEmails = portalEmails;
    }

    @GetMapping("/groups")
    String list(@RequestParam(defaultValue = "") String find, Model model) {
        String wanted = find.strip().toLowerCase(Locale.ROOT);
        List<CustomerGroup> found = groups.all().stream()
                .filter(group -> (group.name() + " " + group.id().value())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
        model.addAttribute("find", find);
        model.addAttribute("groups", found);
        model.addAttribute("companies", companies.companies());
        model.addAttribute("companyNames", companies.names());
        model.addAttribute(
                "withSettings",
                found.stream()
                        .map(group -> group.id().value())
                        .filter(id -> portalEmails
                                .settingsScreen()
                                .saved(SettingsOwner.group(new CustomerGroupId(id)))
                                .isPresent())
                        .toList());
        model.addAttribute(
                "drifted",
                portalEmails.settingsScreen().drift().keySet().stream()
                        .filter(SettingsOwner.Group.class::isInstance)
                        .map(owner -> ((SettingsOwner.Group) owner).id().value())
                        .toList());
        return "groups/list";
    }

    /** The id is a parameter: it may have a slash. */
    @GetMapping("/groups/one")
    String group(@RequestParam String id, Model model) {
        var group = groups.find(new CustomerGroupId(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("group", group);
        model.addAttribute("companyName", companies.names().get(group.company().value()));
        model.addAttribute("effective", portalEmails.settingsScreen().effective(group.id()));
        model.addAttribute(
                "saved",
                portalEmails
                        .settingsScreen()
                        .saved(SettingsOwner.group(group.id()))
                        .orElse(null));
        return "groups/group";
    }

    @PostMapping("/groups/one/portal")
    @Transactional
    public String usePortal(
            @RequestParam String id, @RequestParam(defaultValue = "false") boolean used, RedirectAttributes redirect) {
        groups.usePortal(new CustomerGroupId(id), used);
        redirect.addAttribute("id", id);
        return "redirect:/groups/one";
    }
}
