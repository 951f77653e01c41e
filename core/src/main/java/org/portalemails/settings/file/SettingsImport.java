package org.portalemails.settings.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.settings.InheritedSettings;
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

    private static final SettingsViolation UNKNOWN_COMPANY =
            new SettingsViolation("", "file.company-unknown", Severity.WARNING, null, Map.of());

    private static final SettingsViolation OF_ANOTHER_COMPANY =
            new SettingsViolation("", "file.of-another-company", Severity.ERROR, null, Map.of());

    /** Knows every company, where nobody can say which there are. */
    private static final CompanyDirectory ANY_COMPANY = new CompanyDirectory() {
        @Override
        public List<Company> companies() {
            return ONE.companies();
        }

        @Override
        public Optional<Company> find(CompanyId id) {
            return Optional.of(new Company(id, id.value()));
        }
    };

    private final SettingsStore store;
    private final List<Step> steps;

    private SettingsImport(SettingsStore store, List<Step> steps) {
        this.store = store;
        this.steps = List.copyOf(steps);
    }

    /**
     * Looks what an import would do, where nobody can say which groups the ERP has.
     *
     * @see #dryRun(String, SettingsStore, SettingsRules, CustomerGroupDirectory, CompanyDirectory)
     */
    public static SettingsImport dryRun(String file, SettingsStore store, SettingsRules rules) {
        return dryRun(file, store, rules, id -> Optional.of(new CustomerGroup(id, id.value(), true)), ANY_COMPANY);
    }

    /**
     * Looks what an import would do, and changes nothing. Groups and companies are checked against what they inherit by the file where it
     * has that, else by what is in the store. Of a group or company that the ERP does not have a warning says so: it may be made later,
     * and until then its settings apply to nobody.
     *
     * @param file the text of the file
     * @param store where settings are kept
     * @param rules what must hold before they are
     * @param groups which groups the ERP has
     * @param companies which companies it has
     * @return what would change and what is refused
     * @throws InvalidSettingsException if the file is not understood, with line and column
     */
    public static SettingsImport dryRun(
            String file,
            SettingsStore store,
            SettingsRules rules,
            CustomerGroupDirectory groups,
            CompanyDirectory companies) {
        return new SettingsImport(store, new DryRun(file, store, rules, groups, companies).steps(null));
    }

    /**
     * The same for people who may change the settings of one company and its groups only: others in the file are refused.
     *
     * @param company whose file it is to be
     */
    public static SettingsImport dryRun(
            String file,
            SettingsStore store,
            SettingsRules rules,
            CustomerGroupDirectory groups,
            CompanyDirectory companies,
            CompanyId company) {
        return new SettingsImport(store, new DryRun(file, store, rules, groups, companies).steps(company));
    }

    /** Thinks a file through. */
    private static final class DryRun {
        private final SettingsStore store;
        private final SettingsRules rules;
        private final CustomerGroupDirectory groups;
        private final CompanyDirectory companies;
        private final Map<SettingsOwner, PortalEmailSettings> read;

        DryRun(
                String file,
                SettingsStore store,
                SettingsRules rules,
                CustomerGroupDirectory groups,
                CompanyDirectory companies) {
            this.store = store;
            this.rules = rules;
            this.groups = groups;
            this.companies = companies;
            this.read = SettingsFile.read(file);
        }

        /** Those who hand down come first. */
        List<Step> steps(@Nullable CompanyId only) {
            return read.keySet().stream()
                    .sorted(Comparator.comparing(SettingsOwner::level).reversed())
                    .map(owner -> warned(owner, only))
                    .toList();
        }

        private Step warned(SettingsOwner owner, @Nullable CompanyId only) {
            Optional<CompanyId> company = company(owner);
            Step step = step(owner, company.orElse(CompanyId.DEFAULT));
            if (only != null && !company.filter(only::equals).isPresent()) {
                return step.with(OF_ANOTHER_COMPANY);
            }
            if (owner instanceof SettingsOwner.Company one
                    && companies.find(one.id()).isEmpty()) {
                return step.with(UNKNOWN_COMPANY);
            }
            return owner instanceof SettingsOwner.Group && company.isEmpty() ? step.with(UNKNOWN_GROUP) : step;
        }

        /** Empty for the installation, and for a group that the ERP does not have. */
        private Optional<CompanyId> company(SettingsOwner owner) {
            if (owner instanceof SettingsOwner.Group group) {
                return groups.find(group.id()).map(CustomerGroup::company);
            }
            return owner instanceof SettingsOwner.Company company ? Optional.of(company.id()) : Optional.empty();
        }

        private Step step(SettingsOwner owner, CompanyId company) {
            PortalEmailSettings settings = Objects.requireNonNull(read.get(owner));
            Optional<StoredSettings> stored = store.find(owner);
            PortalEmailSettings present = stored.map(StoredSettings::settings).orElse(PortalEmailSettings.blank());
            InheritedSettings inherited = inherited(owner, company);
            return new Step(
                    owner,
                    stored.map(StoredSettings::version).orElse(0L),
                    TextDrift.noteSharedTexts(settings, present, inherited, rules.builtInTexts()),
                    SettingsChange.between(present, settings),
                    rules.check(SettingsForm.of(settings), inherited));
        }

        private InheritedSettings inherited(SettingsOwner owner, CompanyId company) {
            List<SettingsOwner> from = InheritedSettings.from(owner, company);
            Map<SettingsOwner, PortalEmailSettings> above = StoredSettings.settingsOf(store.findAll(from));
            above.putAll(read);
            return InheritedSettings.of(owner, company, above);
        }
    }

    /**
     * What the import does, owner by owner; the installation default first, then companies.
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
