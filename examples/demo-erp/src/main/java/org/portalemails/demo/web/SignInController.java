package org.portalemails.demo.web;

import org.portalemails.demo.security.DemoUsers;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first pages. */
@Controller
class SignInController {
    private final DemoUsers users;

    SignInController(DemoUsers users) {
        this.users = users;
    }

    @GetMapping("/")
    String start() {
        return "redirect:/groups";
    }

    @GetMapping("/sign-in")
    String signIn(Model model) {
        model.addAttribute("users", users.all());
        model.addAttribute("password", users.password());
        return "sign-in";
    }
}
