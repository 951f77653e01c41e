package org.portalemails.demo.outbox;

import org.portalemails.address.EmailAddress;
import org.portalemails.address.EmailAddressException;
import org.portalemails.demo.customers.OwnCompanies;
import org.portalemails.outbox.SuppressionList;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Addresses that a server called dead: why nothing is sent to them, and back to normal when staff know better. */
@Controller
class SuppressedAddressesController {
    private static final int SHOWN = 200;

    private final SuppressionList suppressed;
    private final OwnCompanies companies;

    SuppressedAddressesController(SuppressionList suppressed, OwnCompanies companies) {
        this.suppressed = suppressed;
        this.companies = companies;
    }

    @GetMapping("/outbox/suppressed")
    String page(Model model) {
        model.addAttribute("suppressions", suppressed.newest(SHOWN));
        model.addAttribute("companyNames", companies.names());
        return "outbox/suppressed";
    }

    @PostMapping("/outbox/suppressed/lift")
    String lift(@RequestParam String address, RedirectAttributes redirect) {
        try {
            suppressed.lift(EmailAddress.of(address));
        } catch (EmailAddressException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        redirect.addFlashAttribute("lifted", address);
        return "redirect:/outbox/suppressed";
    }
}
