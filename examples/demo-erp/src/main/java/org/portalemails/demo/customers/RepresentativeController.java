package org.portalemails.demo.customers;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.function.Function;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.demo.security.DemoUsers;
import org.portalemails.outbox.SuppressionList;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Staff add, validate and reject representatives, and see what became of each mail. */
@Controller
class RepresentativeController {
    private static final int SHOWN = 50;

    private final Representatives representatives;
    private final RepresentativeService service;
    private final SuppressionList suppressed;
    private final CustomerGroups groups;
    private final DemoUsers users;

    RepresentativeController(
            Representatives representatives,
            RepresentativeService service,
            SuppressionList suppressed,
            CustomerGroups groups,
            DemoUsers users) {
        this.representatives = representatives;
        this.service = service;
        this.suppressed = suppressed;
        this.groups = groups;
        this.users = users;
    }

    @ModelAttribute("person")
    PersonForm person() {
        return new PersonForm();
    }

    @GetMapping("/representatives")
    String list(@RequestParam(defaultValue = "") String search, Model model) {
        model.addAttribute("search", search.strip());
        model.addAttribute(
                "people", search.isBlank() ? representatives.newest(SHOWN) : representatives.named(search, SHOWN));
        model.addAttribute("count", representatives.count());
        model.addAttribute("companies", representatives.companies());
        return "people/list";
    }

    @PostMapping("/representatives")
    String add(
            @Validated @ModelAttribute("person") PersonForm person,
            BindingResult result,
            Principal user,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        person.checkAddress(result);
        if (result.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return list("", model);
        }
        List<Announcement> answers = service.add(person.getCompany(), person.person(), users.fullName(user.getName()));
        tell("add", person.getFirstName() + " " + person.getLastName(), answers, redirect);
        return "redirect:/representatives";
    }

    @GetMapping("/representatives/{id}")
    String one(@PathVariable String id, Model model) {
        Representative known = find(id);
        EmailAddress address = EmailAddress.of(known.email());
        model.addAttribute("one", known);
        model.addAttribute(
                "suppressed",
                !suppressed.suppressedAmong(companyOf(known), List.of(address)).isEmpty());
        return "people/one";
    }

    private CompanyId companyOf(Representative known) {
        return groups.find(known.company().group()).orElseThrow().company();
    }

    @PostMapping("/representatives/{id}/validate")
    String validate(@PathVariable String id, RedirectAttributes redirect) {
        boolean portal = groups.find(find(id).company().group()).orElseThrow().usesPortal();
        return act(portal ? "validate" : "validate-without-portal", id, redirect, known -> service.validate(id));
    }

    @PostMapping("/representatives/{id}/reject")
    String reject(@PathVariable String id, RedirectAttributes redirect) {
        return act("reject", id, redirect, known -> {
            service.reject(id);
            return List.of();
        });
    }

    @PostMapping("/representatives/{id}/make-primary")
    String makePrimary(@PathVariable String id, Principal user, RedirectAttributes redirect) {
        return act("make-primary", id, redirect, known -> service.makePrimary(id, users.fullName(user.getName())));
    }

    @PostMapping("/representatives/{id}/reset")
    String reset(@PathVariable String id, RedirectAttributes redirect) {
        return act("reset", id, redirect, known -> service.resetPassword(id));
    }

    @PostMapping("/representatives/{id}/address")
    String changeAddress(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String email,
            Principal user,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        String typed = email.strip();
        if (EmailAddress.brokenRule(typed).isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("typed", email);
            return one(id, model);
        }
        return act(
                "address",
                id,
                redirect,
                known -> service.changeAddress(id, EmailAddress.of(typed), users.fullName(user.getName())));
    }

    @PostMapping("/representatives/{id}/invite")
    String invite(@PathVariable String id, RedirectAttributes redirect) {
        return act("invite", id, redirect, known -> service.invite(id));
    }

    private String act(
            String what, String id, RedirectAttributes redirect, Function<Representative, List<Announcement>> action) {
        Representative known = find(id);
        tell(what, known.fullName(), action.apply(known), redirect);
        return "redirect:/representatives";
    }

    private static void tell(String what, String who, List<Announcement> answers, RedirectAttributes redirect) {
        redirect.addFlashAttribute("done", what);
        redirect.addFlashAttribute("who", who);
        redirect.addFlashAttribute("notes", AnnouncementNotes.of(answers));
    }

    private Representative find(String id) {
        return representatives.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
