package org.portalemails.demo.settings;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.portalemails.PortalEmails;
import org.portalemails.SettingsScreen;
import org.portalemails.demo.settings.ScreenOwners.ScreenOwner;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.StoredSettings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who changed what, and back to it. */
@Controller
@RequestMapping("/groups/{owner}/portal-emails/history")
class HistoryController {
    private static final int SHOWN = 50;

    private final SettingsScreen screen;
    private final SettingsTransactions transactions;
    private final ScreenOwners owners;

    HistoryController(PortalEmails portalEmails, SettingsTransactions transactions, ScreenOwners owners) {
        this.screen = portalEmails.settingsScreen();
        this.transactions = transactions;
        this.owners = owners;
    }

    /** A version with its changes, ready to print. */
    record Version(StoredSettings stored, List<Difference> changes) {}

    @ModelAttribute("owner")
    ScreenOwner owner(@PathVariable String owner) {
        return owners.of(owner);
    }

    @GetMapping
    String show(@ModelAttribute("owner") ScreenOwner owner, Locale locale, Model model) {
        model.addAttribute(
                "versions",
                screen.history(owner.owner(), SHOWN).stream()
                        .map(entry -> new Version(
                                entry.stored(),
                                entry.changes().stream()
                                        .filter(change -> !change.property().equals("format"))
                                        .map(change -> Difference.of(change, locale))
                                        .toList()))
                        .toList());
        return "settings/history";
    }

    @PostMapping("/{version}/restore")
    String restore(
            @ModelAttribute("owner") ScreenOwner owner,
            @PathVariable long version,
            Principal user,
            RedirectAttributes redirect) {
        redirect.addFlashAttribute("restoredFrom", version);
        try {
            StoredSettings restored = transactions.restore(owner.owner(), version, user.getName());
            redirect.addFlashAttribute("restoredAs", restored.version());
        } catch (InvalidSettingsException e) {
            // The rules may have become stricter since that version was saved.
            redirect.addFlashAttribute("restoreRefused", version);
        }
        return "redirect:/groups/" + owner.path() + "/portal-emails/history";
    }
}
