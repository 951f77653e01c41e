package org.portalemails.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.file.SettingsFile;
import org.portalemails.settings.file.SettingsImport;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.template.Severity;

/**
 * What administrators do with settings: edit, save, look back, restore, go back to the shared text, carry them from one
 * system to another. Nothing reaches the store but through the rules.
 *
 * <p>Thread-safe if the store is. Every method works in the caller's transaction; what it throws leaves nothing changed.
 */
public final class SettingsAdministration {
    private final SettingsStore store;
    private final SettingsRules rules;
    private final SettingsHistory history;

    /**
     * Puts a store and rules together.
     *
     * @param store where settings are kept
     * @param rules what must hold before they are
     */
    public SettingsAdministration(SettingsStore store, SettingsRules rules) {
        this.store = Objects.requireNonNull(store, "store");
        this.rules = Objects.requireNonNull(rules, "rules");
        this.history = new SettingsHistory(store);
    }

    /**
     * Opens the screen. An owner without settings gets a form with the switches and the language that it inherits, since
     * its own ones will count from the first save on.
     *
     * @param owner whose settings
     * @return a form that knows its version, and its rules for a {@code Validator}
     */
    public SettingsForm edit(SettingsOwner owner) {
        PortalEmailSettings companyWide = companyWideFor(owner);
        return bind(owner, companyWide, store.find(owner).map(SettingsForm::of).orElseGet(() -> {
            SettingsForm blank = new SettingsForm();
            if (companyWide != null) {
                Setting.all().stream()
                        .filter(setting -> setting.builtIn().isPresent() && setting != Setting.FRENCH_REQUIRED)
                        .forEach(setting -> blank.fill(setting, companyWide));
            }
            return blank;
        }));
    }

    /**
     * Binds a form that the host's framework made to the rules, so that a Jakarta {@code Validator} checks it like {@link
     * #check}.
     *
     * @param owner whose settings
     * @param form any form
     * @return the same form
     */
    public SettingsForm bind(SettingsOwner owner, SettingsForm form) {
        return bind(owner, companyWideFor(owner), form);
    }

    /**
     * Checks without saving. A company-wide default without a sender is taken, with a warning if groups rely on one.
     *
     * @param owner whose settings
     * @param form what a person typed
     * @return errors and warnings, in the order of the screen
     */
    public List<SettingsViolation> check(SettingsOwner owner, SettingsForm form) {
        if (owner instanceof SettingsOwner.Group) {
            return rules.check(form, companyWideFor(owner));
        }
        List<SettingsViolation> found = new ArrayList<>(rules.checkCompanyWide(form));
        if (!VisibleText.isIn(form.getSendFrom())) {
            long relying = store.owners().stream()
                    .filter(SettingsOwner.Group.class::isInstance)
                    .filter(group -> own(group).sendFrom().isEmpty())
                    .count();
            if (relying > 0) {
                found.add(
                        0,
                        new SettingsViolation(
                                "sendFrom",
                                "settings.groups-without-sender",
                                Severity.WARNING,
                                null,
                                Map.of("count", String.valueOf(relying))));
            }
        }
        return List.copyOf(found);
    }

    /**
     * Saves what was typed, on top of {@link SettingsForm#getVersion()}.
     *
     * @param owner whose settings
     * @param form what a person typed
     * @param savedBy who saves, in the host's words; 1 to 100 characters
     * @return what is stored now
     * @throws InvalidSettingsException if there is an error, with everything that is wrong
     * @throws StaleSettingsException if somebody saved in between, with what the other changed
     */
    public StoredSettings save(SettingsOwner owner, SettingsForm form, String savedBy) {
        PortalEmailSettings previous = store.find(owner, form.getVersion())
                .map(StoredSettings::settings)
                .orElse(null);
        return store(owner, parse(owner, form, previous), form.getVersion(), savedBy);
    }

    /**
     * Saves an older version again as a new one, if today's rules let it pass.
     *
     * @param owner whose settings
     * @param version the older version
     * @param expectedVersion the version that the person saw as the newest
     * @param savedBy who restores, in the host's words; 1 to 100 characters
     * @return what is stored now
     * @throws NoSuchElementException if there is no such version
     * @throws InvalidSettingsException if the older version breaks a rule of today
     * @throws StaleSettingsException if somebody saved in between, with what the other changed
     */
    public StoredSettings restore(SettingsOwner owner, long version, long expectedVersion, String savedBy) {
        PortalEmailSettings older = store.find(owner, version)
                .map(StoredSettings::settings)
                .orElseThrow(() -> new NoSuchElementException("version " + version + ": there is no such version"));
        return store(owner, parse(owner, SettingsForm.of(older), older), expectedVersion, savedBy);
    }

    /**
     * Goes back to the shared text: removes an own text.
     *
     * @param owner whose settings
     * @param type the mail
     * @param language the language, matched exactly; {@code null} for all of them
     * @param expectedVersion the version that the person saw as the newest
     * @param savedBy who does it, in the host's words; 1 to 100 characters
     * @return what is stored now
     * @throws InvalidSettingsException if the rules forbid it, such as the removal of the only French text
     * @throws StaleSettingsException if somebody saved in between, with what the other changed
     */
    public StoredSettings resetText(
            SettingsOwner owner,
            NotificationType type,
            @Nullable Locale language,
            long expectedVersion,
            String savedBy) {
        PortalEmailSettings own = own(owner);
        PortalEmailSettings reset = own;
        for (Locale written : own.texts(type).keySet()) {
            if (language == null || language.equals(written)) {
                reset = reset.withText(type, written, null);
            }
        }
        return store(owner, parse(owner, SettingsForm.of(reset), own), expectedVersion, savedBy);
    }

    /**
     * Notes that somebody looked at a text whose shared text had changed, and that it is still right.
     *
     * @param owner whose settings
     * @param type the mail
     * @param language the language of the own text, matched exactly
     * @param expectedVersion the version that the person saw as the newest
     * @param savedBy who looked, in the host's words; 1 to 100 characters
     * @return what is stored now
     * @throws StaleSettingsException if somebody saved in between, with what the other changed
     */
    public StoredSettings confirmText(
            SettingsOwner owner, NotificationType type, Locale language, long expectedVersion, String savedBy) {
        PortalEmailSettings confirmed =
                TextDrift.confirm(own(owner), type, language, companyWideFor(owner), rules.builtInTexts());
        return store(owner, confirmed, expectedVersion, savedBy);
    }

    /**
     * The own texts whose shared text has changed since they were written.
     *
     * @return by owner, only those that have some
     */
    public Map<SettingsOwner, List<TextDrift>> drift() {
        Map<SettingsOwner, List<TextDrift>> report = new LinkedHashMap<>();
        PortalEmailSettings companyWide = settings(SettingsOwner.COMPANY_WIDE);
        for (SettingsOwner owner : store.owners()) {
            PortalEmailSettings shared = owner instanceof SettingsOwner.Group ? companyWide : null;
            List<TextDrift> drifted = TextDrift.of(own(owner), shared, rules.builtInTexts());
            if (!drifted.isEmpty()) {
                report.put(owner, drifted);
            }
        }
        return report;
    }

    /**
     * What applies to a group.
     *
     * @param group the group
     * @return its effective settings, whether it has any of its own or not
     */
    public EffectiveSettings effective(CustomerGroupId group) {
        SettingsOwner own = SettingsOwner.group(group);
        Map<SettingsOwner, StoredSettings> found = store.findAll(List.of(own, SettingsOwner.COMPANY_WIDE));
        StoredSettings ofGroup = found.get(own);
        StoredSettings companyWide = found.get(SettingsOwner.COMPANY_WIDE);
        return EffectiveSettings.of(
                ofGroup == null ? null : ofGroup.settings(),
                companyWide == null ? null : companyWide.settings(),
                rules.builtInTexts());
    }

    /**
     * Who changed what, and when.
     *
     * @param owner whose settings
     * @param limit the most versions to return; at least 1
     * @return newest first; possibly empty
     */
    public List<SettingsHistory.Entry> history(SettingsOwner owner, int limit) {
        return history.entries(owner, limit);
    }

    /**
     * All settings as a file.
     *
     * @return see {@link SettingsFile}
     */
    public String export() {
        return SettingsFile.export(store, store.owners());
    }

    /**
     * Looks what an import would do, and changes nothing.
     *
     * @param file see {@link SettingsFile}
     * @return what would change and what is refused; apply it in the same transaction or a later one
     * @throws InvalidSettingsException if the file is not understood
     */
    public SettingsImport dryRun(String file) {
        return SettingsImport.dryRun(file, store, rules);
    }

    private StoredSettings store(
            SettingsOwner owner, PortalEmailSettings settings, long expectedVersion, String savedBy) {
        try {
            return store.save(owner, settings, expectedVersion, savedBy);
        } catch (StaleSettingsException e) {
            StaleSettingsException told =
                    new StaleSettingsException(e.expectedVersion(), e.newest(), history.since(owner, expectedVersion));
            told.addSuppressed(e);
            throw told;
        }
    }

    private SettingsForm bind(SettingsOwner owner, @Nullable PortalEmailSettings companyWide, SettingsForm form) {
        return owner instanceof SettingsOwner.Group
                ? form.checkedBy(rules, companyWide)
                : form.checkedAsCompanyWideBy(rules);
    }

    private PortalEmailSettings parse(SettingsOwner owner, SettingsForm form, @Nullable PortalEmailSettings previous) {
        return owner instanceof SettingsOwner.Group
                ? rules.parse(form, companyWideFor(owner), previous)
                : rules.parseCompanyWide(form, previous);
    }

    private PortalEmailSettings own(SettingsOwner owner) {
        return Objects.requireNonNullElse(settings(owner), PortalEmailSettings.blank());
    }

    private @Nullable PortalEmailSettings companyWideFor(SettingsOwner owner) {
        return owner instanceof SettingsOwner.Group ? settings(SettingsOwner.COMPANY_WIDE) : null;
    }

    private @Nullable PortalEmailSettings settings(SettingsOwner owner) {
        return store.find(owner).map(StoredSettings::settings).orElse(null);
    }
}
