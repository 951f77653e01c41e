package org.portalemails.demo.settings;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.portalemails.PortalEmails;
import org.portalemails.demo.settings.ScreenOwners.ScreenOwner;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.SettingsChange;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
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

    /**
     * Somebody saved after the page was opened on which a person chose to restore.
     *
     * @param changes what the other one changed
     */
    record Stale(long wanted, StoredSettings newest, List<Difference> changes) {}

    @GetMapping
    String show(@ModelAttribute("owner") ScreenOwner owner, Locale locale, Model model) {
        model.addAttribute(
                "versions",
                screen.history(owner.owner(), SHOWN).stream()
                        .map(entry -> new Version(entry.stored(), differences(entry.changes(), locale)))
                        .toList());
        return "settings/history";
    }

    /** Restores on top of the version that the person saw as the newest. */
    @PostMapping("/{version}/restore")
    String restore(
            @ModelAttribute("owner") ScreenOwner owner,
            @PathVariable long version,
            @RequestParam long seen,
            Principal user,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        if (!owner.available()) {
            return "settings/unavailable";
        }
        try {
            StoredSettings restored = transactions.restore(owner.owner(), version, seen, user.getName());
            redirect.addFlashAttribute("restoredAs", restored.version());
            redirect.addFlashAttribute("restoredFrom", version);
        } catch (StaleSettingsException e) {
            StoredSettings newest = e.newest().orElseThrow(() -> e);
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("stale", new Stale(version, newest, differences(e.changes(), locale)));
            return show(owner, locale, model);
        } catch (InvalidSettingsException e) {
            // The rules may have become stricter since that version was saved.
            redirect.addFlashAttribute("restoreRefused", version);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return "redirect:/groups/" + owner.path() + "/portal-emails/history";
    }

    private static List<Difference> differences(List<SettingsChange> changes, Locale reader) {
        return changes.stream()
                .filter(change -> !change.property().equals("format"))
                .map(change -> Difference.of(change, reader))
                .toList();
    }
}
