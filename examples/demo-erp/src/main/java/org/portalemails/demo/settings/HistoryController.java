package org.portalemails.demo.settings;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.portalemails.PortalEmails;
import org.portalemails.SettingsScreen;
import org.portalemails.demo.settings.ScreenOwners.ScreenOwner;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsForm;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.StoredSettings;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who changed what, and back to it. */
@Controller
@RequestMapping("/groups/{owner}/portal-emails/history")
class HistoryController {
    private static final int SHOWN = 50;

    private final SettingsHistory history;
    private final SettingsScreen screen;
    private final SettingsTransactions transactions;
    private final ScreenOwners owners;

    HistoryController(
            PortalDatabase database,
            PortalEmails portalEmails,
            SettingsTransactions transactions,
            ScreenOwners owners) {
        this.history = new SettingsHistory(database.settingsStore());
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
    @Transactional(readOnly = true)
    public String show(@ModelAttribute("owner") ScreenOwner owner, Locale locale, Model model) {
        model.addAttribute(
                "versions",
                history.entries(owner.owner(), SHOWN).stream()
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
        PortalEmailSettings older = screen.history(owner.owner(), Integer.MAX_VALUE).stream()
                .filter(stored -> stored.version() == version)
                .findFirst()
                .map(StoredSettings::settings)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        SettingsForm form = SettingsForm.of(older);
        form.setVersion(screen.saved(owner.owner()).map(StoredSettings::version).orElse(0L));
        redirect.addFlashAttribute("restoredFrom", version);
        try {
            StoredSettings restored = transactions.save(owner.owner(), form, user.getName());
            redirect.addFlashAttribute("restoredAs", restored.version());
        } catch (InvalidSettingsException e) {
            // The rules may have become stricter since that version was saved.
            redirect.addFlashAttribute("restoreRefused", version);
        }
        return "redirect:/groups/" + owner.path() + "/portal-emails/history";
    }
}
