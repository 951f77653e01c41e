package org.portalemails.demo.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkPage;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkVisit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where links of mails lead. Programs may open them as often as they like: an address is only read when a person presses the button, and
 * used up together with the password that they choose.
 */
@Controller
@RequestMapping("/portal/{page:register|reset}")
class LinkController {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;

    private final PortalLinks pages;
    private final ChosenPasswords passwords;

    LinkController(PortalLinks pages, ChosenPasswords passwords) {
        this.pages = pages;
        this.passwords = passwords;
    }

    @ModelAttribute
    void everywhere(
            @PathVariable String page,
            @RequestParam(required = false) @Nullable String link,
            Model model,
            HttpServletResponse response) {
        LinkPage.HEADERS.forEach(response::setHeader);
        model.addAttribute("page", page);
        model.addAttribute("link", link);
    }

    /** Step one: the token leaves the address bar, and nobody has looked at it. */
    @GetMapping("/{token}")
    ResponseEntity<Void> arrive(@PathVariable String page, @PathVariable String token) {
        LinkPage.Arrival arrival = pages.named(page).arrive(token);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(arrival.location()))
                .header(HttpHeaders.SET_COOKIE, arrival.setCookie())
                .build();
    }

    @GetMapping
    String button(Model model) {
        return show("button", model);
    }

    /** Step two: a person has pressed the button. */
    @PostMapping(params = "!password")
    String open(
            @PathVariable String page,
            @RequestParam(required = false) @Nullable String link,
            @RequestHeader(name = HttpHeaders.COOKIE, required = false) @Nullable String cookies,
            Model model) {
        return answered(passwords.look(pages.named(page), visit(page, link, cookies)), model);
    }

    @PostMapping(params = "password")
    String finish(
            @PathVariable String page,
            @RequestParam(required = false) @Nullable String link,
            @RequestParam String password,
            @RequestParam(defaultValue = "") String again,
            @RequestHeader(name = HttpHeaders.COOKIE, required = false) @Nullable String cookies,
            Model model,
            HttpServletResponse response) {
        LinkVisit visit = visit(page, link, cookies);
        String problem = problem(password, again);
        if (problem != null) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problem", problem);
            return answered(passwords.look(pages.named(page), visit), model);
        }
        LinkState state = passwords.choose(pages.named(page), visit, password);
        return state == LinkState.VALID ? show("done", model) : over(state, model);
    }

    private static @Nullable String problem(String password, String again) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            return "length";
        }
        return password.equals(again) ? null : "again";
    }

    private LinkVisit visit(String page, @Nullable String link, @Nullable String cookies) {
        return pages.named(page).visit(link, cookies);
    }

    private String answered(LinkAnswer answer, Model model) {
        String whose = answer.reference();
        if (!answer.isValid() || whose == null) {
            return over(answer.state(), model);
        }
        model.addAttribute("email", passwords.addressOf(whose));
        return show("form", model);
    }

    private static String over(LinkState state, Model model) {
        model.addAttribute("state", state.code());
        return show("over", model);
    }

    private static String show(String step, Model model) {
        model.addAttribute("step", step);
        return "portal/link";
    }
}
