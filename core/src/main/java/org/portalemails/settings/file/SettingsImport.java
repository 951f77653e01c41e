package org.portalemails.settings.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsChange;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.template.Severity;

/**
 * An import of a {@link SettingsFile} that has been thought through and not yet done: what would change, and what is
 * refused. Either all of it takes effect or nothing.
 *
 * <p>Owners that are not in the file keep what they have. Owners that are get exactly what the file says: a value that it
 * does not name becomes blank.
 */
public final class SettingsImport {
    /**
     * What the import does to one owner.
     *
     * @param owner whose settings
     * @param baseVersion the version that was there at the dry run; 0 if there were no settings
     * @param settings what would be saved
     * @param changes what would change; empty if the owner has these settings already; then nothing
     *     is saved
     * @param violations errors and warnings
     */
    public record Step(
            SettingsOwner owner,
            long baseVersion,
            PortalEmailSettings settings,
            List<SettingsChange> changes,
            List<SettingsViolation> violations) {
        /** Copies the lists. */
        public Step {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(settings, "settings");
            changes = List.copyOf(changes);
            violations = List.copyOf(violations);
        }

        /**
         * Whether an error keeps these settings, and with them the whole import, from being saved.
         *
         * @return whether there is an error
         */
        public boolean isRefused() {
            return violations.stream().anyMatch(SettingsViolation::isError);
        }

        private Step with(SettingsViolation first) {
            List<SettingsViolation> more = new ArrayList<>(List.of(first));
            more.addAll(violations);
            return new Step(owner, baseVersion, settings, changes, more);
        }

        /** The owner, the version and counts. */
        @Override
        public String toString() {
            return "Step[" + owner.key() + ", on version " + baseVersion + ", " + changes.size() + " changes, "
                    + violations.size() + " violations]";
        }
    }

    private static final SettingsViolation UNKNOWN_GROUP =
            new SettingsViolation("", "file.group-unknown", Severity.WARNING, null, Map.of());

    private final SettingsStore store;
    private final List<Step> steps;

    private SettingsImport(SettingsStore store, List<Step> steps) {
        this.store = store;
        this.steps = List.copyOf(steps);
    }

    /**
     * Looks what an import would do, where nobody can say which groups the ERP has.
     *
     * @see #dryRun(String, SettingsStore, SettingsRules, CustomerGroupDirectory)
     */
    public static SettingsImport dryRun(String file, SettingsStore store, SettingsRules rules) {
        return dryRun(file, store, rules, id -> Optional.of(new CustomerGroup(id, id.value(), true)));
    }

    /**
     * Looks what an import would do, and changes nothing. Groups are checked against the company-wide default of the file
     * if it has one, else against the one in the store. Of a group that the ERP does not have a warning says so: it may be made later,
     * and until then its settings apply to nobody.
     *
     * @param file the text of the file
     * @param store where settings are kept
     * @param rules what must hold before they are
     * @param groups which groups the ERP has
     * @return what would change and what is refused
     * @throws InvalidSettingsException if the file is not understood, with line and column
     */
    public static SettingsImport dryRun(
            String file, SettingsStore store, SettingsRules rules, CustomerGroupDirectory groups) {
        Map<SettingsOwner, PortalEmailSettings> read = SettingsFile.read(file);
        Map<SettingsOwner, PortalEmailSettings> ordered = new LinkedHashMap<>();
        PortalEmailSettings inFile = read.get(SettingsOwner.COMPANY_WIDE);
        if (inFile != null) {
            ordered.put(SettingsOwner.COMPANY_WIDE, inFile);
        }
        ordered.putAll(read);
        PortalEmailSettings companyWide = inFile != null
                ? inFile
                : store.find(SettingsOwner.COMPANY_WIDE)
                        .map(StoredSettings::settings)
                        .orElse(null);
        List<Step> steps = new ArrayList<>();
        ordered.forEach((owner, settings) -> {
            Step step = step(owner, settings, companyWide, store, rules);
            boolean unknown = owner instanceof SettingsOwner.Group group
                    && groups.find(group.id()).isEmpty();
            steps.add(unknown ? step.with(UNKNOWN_GROUP) : step);
        });
        return new SettingsImport(store, steps);
    }

    private static Step step(
            SettingsOwner owner,
            PortalEmailSettings settings,
            @Nullable PortalEmailSettings companyWide,
            SettingsStore store,
            SettingsRules rules) {
        Optional<StoredSettings> stored = store.find(owner);
        PortalEmailSettings present = stored.map(StoredSettings::settings).orElse(PortalEmailSettings.blank());
        SettingsForm form = SettingsForm.of(settings);
        boolean isGroup = owner instanceof SettingsOwner.Group;
        List<SettingsViolation> violations = isGroup ? rules.check(form, companyWide) : rules.checkCompanyWide(form);
        PortalEmailSettings noted =
                TextDrift.noteSharedTexts(settings, present, isGroup ? companyWide : null, rules.builtInTexts());
        return new Step(
                owner,
                stored.map(StoredSettings::version).orElse(0L),
                noted,
                SettingsChange.between(present, settings),
                violations);
    }

    /**
     * What the import does, owner by owner; the company-wide default first.
     *
     * @return unmodifiable
     */
    public List<Step> steps() {
        return steps;
    }

    /**
     * Whether an error keeps the import from being applied.
     *
     * @return whether a step is refused
     */
    public boolean isRefused() {
        return steps.stream().anyMatch(Step::isRefused);
    }

    /**
     * Does what the dry run showed. In one transaction of the caller's all of it takes effect or nothing; in a store
     * without transactions, versions are compared before the first save, and a save by somebody else in the very moment
     * of the import can still leave it half done.
     *
     * @param savedBy who imports, in the host's words; 1 to 100 characters
     * @return what is stored now; only owners whose settings changed
     * @throws InvalidSettingsException if a step is refused; nothing was changed
     * @throws StaleSettingsException if somebody saved since the dry run; the caller's transaction must be rolled back
     */
    public List<StoredSettings> apply(String savedBy) {
        List<SettingsViolation> errors = steps.stream()
                .filter(Step::isRefused)
                .flatMap(step -> step.violations().stream())
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidSettingsException(errors);
        }
        List<Step> due = steps.stream()
                .filter(step -> step.baseVersion() == 0 || !step.changes().isEmpty())
                .toList();
        for (Step step : due) {
            Optional<StoredSettings> newest = store.find(step.owner());
            if (newest.map(StoredSettings::version).orElse(0L) != step.baseVersion()) {
                throw new StaleSettingsException(
                        step.baseVersion(), newest, new SettingsHistory(store).since(step.owner(), step.baseVersion()));
            }
        }
        List<StoredSettings> saved = new ArrayList<>();
        for (Step step : due) {
            saved.add(store.save(step.owner(), step.settings(), step.baseVersion(), savedBy));
        }
        return List.copyOf(saved);
    }
}
