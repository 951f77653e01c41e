package org.portalemails.demo.customers;

import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.settings.SettingsOwner;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Finances > Comptabilité Clients > Configuration > Groupe clients. */
@Controller
class CustomerGroupController {
    private final CustomerGroups groups;
    private final PortalEmails portalEmails;

    CustomerGroupController(CustomerGroups groups, PortalEmails portalEmails) {
        this.groups = groups;
        this.portalEmails = portalEmails;
    }

    @GetMapping("/groups")
    String list(Model model) {
        model.addAttribute("groups", groups.all());
        model.addAttribute(
                "withSettings",
                groups.all().stream()
                        .map(group -> group.id().value())
                        .filter(id -> portalEmails
                                .settingsScreen()
                                .saved(SettingsOwner.group(new CustomerGroupId(id)))
                                .isPresent())
                        .toList());
        return "groups/list";
    }

    @GetMapping("/groups/{id}")
    String group(@PathVariable String id, Model model) {
        var group = groups.find(new CustomerGroupId(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("group", group);
        model.addAttribute("effective", portalEmails.settingsScreen().effective(group.id()));
        model.addAttribute(
                "saved",
                portalEmails
                        .settingsScreen()
                        .saved(SettingsOwner.group(group.id()))
                        .orElse(null));
        return "groups/group";
    }

    @PostMapping("/groups/{id}/portal")
    @Transactional
    public String usePortal(@PathVariable String id, @RequestParam(defaultValue = "false") boolean used) {
        groups.usePortal(new CustomerGroupId(id), used);
        return "redirect:/groups/" + id;
    }
}
