package org.portalemails;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.CustomerGroup;
import org.portalemails.settings.CustomerGroupDirectory;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsForm;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsRules;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.StoredSettings;

/**
 * What the host's <em>Portal Emails</em> screen calls: open, check while typing, save, look back.
 *
 * <p>Transaction: as the {@link SettingsStore} behind it, inside the caller's current one. Threads: may be called from many at
 * once. Who may see or change what is the host's to decide, before it calls.
 */
public final class SettingsScreen {
    private final CustomerGroupDirectory groups;
    private final SettingsStore store;
    private final SettingsRules rules;

    SettingsScreen(CustomerGroupDirectory groups, SettingsStore store, SettingsRules rules) {
        this.groups = groups;
        this.store = store;
        this.rules = rules;
    }

    /**
     * Whether a group has the screen: only if it uses the billing and receivables portal.
     *
     * @param group the group
     * @return {@code false}: show the reason instead of the screen; settings saved earlier stay
     * @throws UnknownCustomerGroupException if the ERP has no such group
     */
    public boolean isAvailable(CustomerGroupId group) {
        return groups.find(group)
                .map(CustomerGroup::usesPortal)
                .orElseThrow(() -> new UnknownCustomerGroupException(group));
    }

    /**
     * The form as the screen opens: filled in with what is saved, or blank, bound to the rules and to the saved version.
     *
     * @param owner whose settings
     * @return a form of the caller's own
     */
    public SettingsForm open(SettingsOwner owner) {
        return bind(owner, store.find(owner).map(SettingsForm::of).orElseGet(SettingsForm::new));
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
        return isCompanyWide(owner) ? form.checkedAsCompanyWideBy(rules) : form.checkedBy(rules, companyWide());
    }

    /**
     * Everything that is wrong with a form, and everything that should be looked at again; changes nothing.
     *
     * @param owner whose settings
     * @param form what was typed so far
     * @return in the order of the screen; warnings do not stand in the way of saving
     */
    public List<SettingsViolation> check(SettingsOwner owner, SettingsForm form) {
        return isCompanyWide(owner) ? rules.checkCompanyWide(form) : rules.check(form, companyWide());
    }

    /**
     * Saves what was typed, if there is no error in it.
     *
     * @param owner whose settings
     * @param form what was typed; its version says on which saved version the edit is based
     * @param savedBy who saves, in the host's words; 1 to 100 characters
     * @return what is saved now
     * @throws InvalidSettingsException with everything that is wrong; nothing was changed
     * @throws org.portalemails.settings.StaleSettingsException if somebody saved in between; nothing was changed
     * @throws PortalNotUsedException if the group does not use the portal; nothing was changed
     */
    public StoredSettings save(SettingsOwner owner, SettingsForm form, String savedBy) {
        if (owner instanceof SettingsOwner.Group group && !isAvailable(group.id())) {
            throw new PortalNotUsedException(group.id());
        }
        PortalEmailSettings previous =
                store.find(owner).map(StoredSettings::settings).orElse(null);
        PortalEmailSettings settings = isCompanyWide(owner)
                ? rules.parseCompanyWide(form, previous)
                : rules.parse(form, companyWide(), previous);
        return store.save(owner, settings, form.getVersion(), savedBy);
    }

    /**
     * What applies to a group, each value with the level it comes from.
     *
     * @param group the group
     * @return never missing; without any settings, what is built in
     */
    public EffectiveSettings effective(CustomerGroupId group) {
        PortalEmailSettings own = store.find(SettingsOwner.group(group))
                .map(StoredSettings::settings)
                .orElse(null);
        return EffectiveSettings.of(own, companyWide(), rules.builtInTexts());
    }

    /**
     * What is saved.
     *
     * @param owner whose settings
     * @return empty if nothing was ever saved
     */
    public Optional<StoredSettings> saved(SettingsOwner owner) {
        return store.find(owner);
    }

    /**
     * All saved versions.
     *
     * @param owner whose settings
     * @param limit the most to return; at least 1
     * @return newest first
     */
    public List<StoredSettings> history(SettingsOwner owner, int limit) {
        return store.history(owner, limit);
    }

    /**
     * The rules that this screen checks by.
     *
     * @return the rules
     */
    public SettingsRules rules() {
        return rules;
    }

    private @Nullable PortalEmailSettings companyWide() {
        return store.find(SettingsOwner.COMPANY_WIDE)
                .map(StoredSettings::settings)
                .orElse(null);
    }

    private static boolean isCompanyWide(SettingsOwner owner) {
        return owner instanceof SettingsOwner.CompanyWide;
    }
}
