package org.portalemails.demo.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.portalemails.CustomerGroupId;
import org.portalemails.demo.customers.PersonForm;
import org.portalemails.demo.customers.RepresentativeService;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What customers see before they have access. */
@Controller
class PortalController {
    private static final CustomerGroupId OF_NEW_COMPANIES = new CustomerGroupId("INDUSTRIE");

    private final RepresentativeService service;
    private final ForgottenAccounts recovery;

    PortalController(RepresentativeService service, ForgottenAccounts recovery) {
        this.service = service;
        this.recovery = recovery;
    }

    @ModelAttribute("person")
    PersonForm person() {
        return new PersonForm();
    }

    @GetMapping("/portal")
    String request() {
        return "portal/request";
    }

    @PostMapping("/portal")
    String request(
            @Validated @ModelAttribute("person") PersonForm person,
            BindingResult result,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        person.checkAddress(result);
        if (person.getCompany().isBlank()) {
            result.rejectValue("company", "people.required");
        }
        if (result.hasErrors()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return "portal/request";
        }
        service.requestAccess(person.person(), person.getCompany(), OF_NEW_COMPANIES, person.getPhone());
        redirect.addFlashAttribute("done", true);
        return "redirect:/portal";
    }

    @GetMapping("/portal/user-name")
    String userName() {
        return "portal/user-name";
    }

    @PostMapping("/portal/user-name")
    String userName(@RequestParam(defaultValue = "") String email, Locale locale, RedirectAttributes redirect) {
        recovery.forgotUserName(email, locale);
        redirect.addFlashAttribute("done", true);
        return "redirect:/portal/user-name";
    }

    @GetMapping("/portal/password")
    String password() {
        return "portal/password";
    }

    @PostMapping("/portal/password")
    String password(@RequestParam(defaultValue = "") String email, Locale locale, RedirectAttributes redirect) {
        recovery.resetPassword(email, locale);
        redirect.addFlashAttribute("done", true);
        return "redirect:/portal/password";
    }
}
