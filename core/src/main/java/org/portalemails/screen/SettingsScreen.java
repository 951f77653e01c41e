package org.portalemails.screen;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCompanyException;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddress;
import org.portalemails.composition.BrandImages;
import org.portalemails.composition.NoAccountMail;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.host.PortalProfiles;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.BrandImage;
import org.portalemails.layout.MailLayout;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.sender.SenderReport;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.Level;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsHistory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.StoredSettings;
import org.portalemails.settings.TextDrift;
import org.portalemails.settings.UnknownVersionException;
import org.portalemails.settings.file.SettingsFile;
import org.portalemails.settings.file.SettingsImport;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.settings.form.TextForm;
import org.portalemails.template.Severity;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;

/**
 * What the host's <em>Portal Emails</em> screen calls: open, check while typing, preview, save, look back.
 *
 * <p>Families: {@code open}, {@code bind}, {@code check}, {@code preview} and everything that only looks change nothing; {@code
 * save}, {@code restore}, {@code resetText} and {@code confirmText} write one new version, or throw and change nothing: a {@link
 * StaleSettingsException} if somebody saved since {@code expectedVersion}, the version that the person saw as the newest, with what
 * the other changed; a {@link PortalNotUsedException}, also from {@code sendTest}, if the group does not use the portal. They note who did
 * it ({@code savedBy}), in the host's words of 1 to 100 characters.
 *
 * <p>Every method that is told a group throws {@link UnknownCustomerGroupException} if the ERP has no such group, whatever is saved for it;
 * told a company, an {@link UnknownCompanyException}.
 *
 * <p>Transaction: as the {@link SettingsStore} behind it, inside the caller's current one. Threads: may be called from many at
 * once. Who may see or change what is the host's to decide, before it calls.
 */
public final class SettingsScreen {
    private final CustomerGroupDirectory groups;
    private final CompanyDirectory companies;
    private final SettingsStore store;
    private final BrandImages images;
    private final SettingsRules rules;
    private final SettingsHistory history;
    private final PortalProfiles profiles;
    private final Outbox outbox;
    private final MailRoutes routes;
    private final Clock clock;
    private final Supplier<MailId> ids;
    private final MailLayout layout;
    private final boolean refuseWrongSenders;

    /**
     * For the entry point; hosts get theirs from it.
     *
     * @param groups the host's groups
     * @param companies the host's companies
     * @param store where settings are kept
     * @param rules what must hold before they are
     * @param profiles what the host says of itself, by company or group
     * @param outbox where test mails go
     * @param routes by which mails leave
     * @param clock tells when a test mail is sent
     * @param ids gives their ids
     * @param layout of the mails that have HTML
     * @param refuseWrongSenders whether a sender is refused that is known not to be believed
     */
    public SettingsScreen(
            CustomerGroupDirectory groups,
            CompanyDirectory companies,
            SettingsStore store,
            SettingsRules rules,
            PortalProfiles profiles,
            Outbox outbox,
            MailRoutes routes,
            Clock clock,
            Supplier<MailId> ids,
            MailLayout layout,
            boolean refuseWrongSenders) {
        this.groups = groups;
        this.companies = companies;
        this.store = store;
        this.images = new BrandImages(store);
        this.rules = rules;
        this.history = new SettingsHistory(store);
        this.profiles = profiles;
        this.outbox = outbox;
        this.routes = routes;
        this.clock = clock;
        this.ids = ids;
        this.layout = layout;
        this.refuseWrongSenders = refuseWrongSenders;
    }

    /**
     * Whether a group has the screen: only if it uses the billing and receivables portal.
     *
     * @return {@code false}: show the reason instead of the screen; settings saved earlier stay
     * @throws UnknownCustomerGroupException if the ERP has no such group
     */
    public boolean isAvailable(CustomerGroupId group) {
        return known(group).usesPortal();
    }

    /**
     * The companies of the ERP: a page says more of levels where there are several.
     *
     * @return the host's port
     */
    public CompanyDirectory companies() {
        return companies;
    }

    /**
     * What an owner inherits where it says nothing.
     *
     * @return of the installation, only what is built in
     */
    public InheritedSettings inherited(SettingsOwner owner) {
        requireKnown(owner);
        return InheritedSettings.read(store, owner, company(owner));
    }

    /**
     * The form as the screen opens: filled in with what is saved; or, for an owner without settings, with the switches and the
     * language that it inherits. Bound to the rules and to the saved version.
     *
     * @return a form of the caller's own
     */
    public SettingsForm open(SettingsOwner owner) {
        InheritedSettings inherited = inherited(owner);
        return store.find(owner)
                .map(SettingsForm::of)
                .orElseGet(() -> blank(inherited))
                .checkedBy(rules, inherited);
    }

    private static SettingsForm blank(InheritedSettings inherited) {
        SettingsForm blank = new SettingsForm();
        inherited.levels().stream().findFirst().ifPresent(nearest -> Setting.all().stream()
                .filter(setting -> setting.builtIn().isPresent() && setting != Setting.FRENCH_REQUIRED)
                .forEach(setting -> blank.fill(setting, nearest)));
        return blank;
    }

    /**
     * Binds a form that the host's framework made to the rules, so that a Jakarta {@code Validator} checks it like {@link
     * #check}.
     *
     * @param form any form
     * @return the same form
     */
    public SettingsForm bind(SettingsOwner owner, SettingsForm form) {
        return form.checkedBy(rules, inherited(owner));
    }

    /**
     * Everything that is wrong with a form, and everything that should be looked at again; changes nothing.
     *
     * @param form what was typed so far
     * @return in the order of the screen; warnings do not stand in the way of saving
     */
    public List<SettingsViolation> check(SettingsOwner owner, SettingsForm form) {
        InheritedSettings inherited = inherited(owner);
        List<SettingsViolation> found = new ArrayList<>(rules.check(form, inherited));
        if (VisibleText.isIn(form.getSendFrom())) {
            routeOf(owner, form)
                    .filter(way -> !way.route().sendsFor(way.sender()))
                    .ifPresent(way -> found.add(new SettingsViolation(
                            "sendFrom",
                            "settings.sender-not-sent-for",
                            Severity.WARNING,
                            null,
                            Map.of("route", way.route().name()))));
        }
        found.addAll(wrongSenders(owner, form, inherited));
        if (owner.level() != Level.GROUP) {
            concerned(owner, inherited, form, found);
        }
        return List.copyOf(found);
    }

    /**
     * What the servers of the route are known to have found wrong about the sender; nothing is asked. An error only for a sender that is being
     * changed: a record that somebody withdrew is not to keep people from saving something else.
     */
    private List<SettingsViolation> wrongSenders(SettingsOwner owner, SettingsForm form, InheritedSettings inherited) {
        boolean from = VisibleText.isIn(form.getSendFrom());
        boolean replyTo = VisibleText.isIn(form.getReplyTo());
        if (!from && !replyTo) {
            return List.of();
        }
        Severity severity = refuseWrongSenders && isAnotherSender(owner, rules.draft(form, inherited))
                ? Severity.ERROR
                : Severity.WARNING;
        return routeOf(owner, form).stream()
                .flatMap(way -> way.known().stream())
                .flatMap(report -> report.wrong().stream())
                .filter(finding -> finding.aspect().setting().equals(Setting.SEND_FROM.name()) ? from : replyTo)
                .map(finding -> new SettingsViolation(
                        finding.aspect().setting(), finding.reason().message(), severity, null, finding.arguments()))
                .distinct()
                .toList();
    }

    private boolean isAnotherSender(SettingsOwner owner, PortalEmailSettings typed) {
        PortalEmailSettings saved = own(owner);
        return Stream.of(Setting.SEND_FROM, Setting.REPLY_TO)
                .anyMatch(setting -> !typed.get(setting).equals(saved.get(setting)));
    }

    /** What a form of a company or of the installation would do to groups that have settings of their own. */
    private void concerned(
            SettingsOwner owner, InheritedSettings inherited, SettingsForm form, List<SettingsViolation> found) {
        Map<SettingsOwner, PortalEmailSettings> stored = StoredSettings.settingsOf(store.findAll(store.owners()));
        Map<SettingsOwner, PortalEmailSettings> typed = new HashMap<>(stored);
        typed.put(owner, rules.draft(form, inherited));
        List<EffectiveSettings> groupsNow = new ArrayList<>();
        companiesOf(stored.keySet()).forEach((heir, company) -> {
            if (heir.level() == Level.GROUP && isWithin(owner, heir, company)) {
                groupsNow.add(EffectiveSettings.of(
                        typed.get(heir), InheritedSettings.of(heir, company, typed), rules.builtInTexts()));
            }
        });
        long without = groupsNow.stream().filter(group -> !group.isUsable()).count();
        if (without > 0 && !VisibleText.isIn(form.getSendFrom())) {
            found.add(
                    0,
                    new SettingsViolation(
                            "sendFrom",
                            "settings.groups-without-sender",
                            Severity.WARNING,
                            null,
                            Map.of("count", String.valueOf(without))));
        }
        long inOneLanguage =
                groupsNow.stream().filter(rules::isSecondLanguageTheFirst).count();
        if (inOneLanguage > 0) {
            found.add(new SettingsViolation(
                    Setting.SECOND_LANGUAGE.name(),
                    "brand.groups-with-second-language",
                    Severity.WARNING,
                    null,
                    Map.of("count", String.valueOf(inOneLanguage))));
        }
    }

    /**
     * Saves what was typed, if there is no error in it. What is the same as what is saved makes no new version.
     *
     * @param form what was typed; its version says on which saved version the edit is based
     * @return what is saved now
     * @throws InvalidSettingsException with everything that is wrong; nothing was changed
     */
    public StoredSettings save(SettingsOwner owner, SettingsForm form, String savedBy) {
        requireScreen(owner);
        StoredSettings base = store.find(owner, form.getVersion()).orElse(null);
        PortalEmailSettings typed = parse(owner, form, base == null ? null : base.settings());
        if (base != null
                && typed.equals(base.settings())
                && store.find(owner).filter(base::equals).isPresent()) {
            return base;
        }
        if (refuseWrongSenders) {
            List<SettingsViolation> wrong = wrongSenders(owner, form, inherited(owner));
            if (wrong.stream().anyMatch(SettingsViolation::isError)) {
                throw new InvalidSettingsException(wrong);
            }
        }
        return store(owner, typed, form.getVersion(), savedBy);
    }

    /**
     * Saves an older version again as a new one, if today's rules let it pass.
     *
     * @param version the older version
     * @return what is saved now
     * @throws UnknownVersionException if there is no such version
     * @throws InvalidSettingsException if the older version breaks a rule of today
     */
    public StoredSettings restore(SettingsOwner owner, long version, long expectedVersion, String savedBy) {
        requireScreen(owner);
        PortalEmailSettings older = store.find(owner, version)
                .map(StoredSettings::settings)
                .orElseThrow(() -> new UnknownVersionException(version));
        return store(owner, parse(owner, SettingsForm.of(older), older), expectedVersion, savedBy);
    }

    /**
     * Goes back to the shared text: removes an own text.
     *
     * @param language the language, matched exactly; {@code null} for all of them
     * @return what is saved now
     * @throws InvalidSettingsException if the rules forbid it, such as the removal of the only French text
     */
    public StoredSettings resetText(
            SettingsOwner owner,
            NotificationType type,
            @Nullable Locale language,
            long expectedVersion,
            String savedBy) {
        requireScreen(owner);
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
     * Notes that somebody looked at a text whose shared text had changed, and that it is still right: see {@link #drift()}.
     *
     * @param language the language of the own text, matched exactly
     * @return what is saved now
     */
    public StoredSettings confirmText(
            SettingsOwner owner, NotificationType type, Locale language, long expectedVersion, String savedBy) {
        requireScreen(owner);
        PortalEmailSettings confirmed =
                TextDrift.confirm(own(owner), type, language, inherited(owner), rules.builtInTexts());
        return store(owner, confirmed, expectedVersion, savedBy);
    }

    /**
     * Notes that somebody looked at a signature or footer whose shared text had changed, and that it is still right: see {@link
     * #drift()}.
     *
     * @param language the language of the own text, matched exactly
     * @return what is saved now
     */
    public StoredSettings confirmText(
            SettingsOwner owner, BrandText what, Locale language, long expectedVersion, String savedBy) {
        requireScreen(owner);
        PortalEmailSettings confirmed =
                TextDrift.confirm(own(owner), what, language, inherited(owner), rules.builtInTexts());
        return store(owner, confirmed, expectedVersion, savedBy);
    }

    /**
     * What applies to a group, each value with the level it comes from.
     *
     * @return never missing; without any settings, what is built in
     * @throws UnknownCustomerGroupException if the ERP has no such group
     */
    public EffectiveSettings effective(CustomerGroupId group) {
        return EffectiveSettings.read(store, known(group), rules.builtInTexts());
    }

    /**
     * What is saved.
     *
     * @return empty if nothing was ever saved
     */
    public Optional<StoredSettings> saved(SettingsOwner owner) {
        requireKnown(owner);
        return store.find(owner);
    }

    /**
     * One saved version.
     *
     * @return empty if there is no such version
     */
    public Optional<StoredSettings> saved(SettingsOwner owner, long version) {
        requireKnown(owner);
        return store.find(owner, version);
    }

    /**
     * All saved versions, each with what it changed.
     *
     * @param limit the most to return; at least 1
     * @return newest first
     */
    public List<SettingsHistory.Entry> history(SettingsOwner owner, int limit) {
        requireKnown(owner);
        return history.entries(owner, limit);
    }

    /**
     * Texts, signatures and footers whose shared text has changed since they were written.
     *
     * @return by owner; possibly empty
     */
    public Map<SettingsOwner, List<TextDrift>> drift() {
        return drift(SettingsOwner.INSTALLATION);
    }

    /**
     * Those of one owner, and of everyone who inherits from it.
     *
     * @return by owner; possibly empty
     */
    public Map<SettingsOwner, List<TextDrift>> drift(SettingsOwner owner) {
        requireKnown(owner);
        Map<SettingsOwner, List<TextDrift>> report = new LinkedHashMap<>();
        Map<SettingsOwner, PortalEmailSettings> stored = StoredSettings.settingsOf(store.findAll(store.owners()));
        companiesOf(stored.keySet()).forEach((other, company) -> {
            InheritedSettings inherited = InheritedSettings.of(other, company, stored);
            List<TextDrift> drifted = isWithin(owner, other, company)
                    ? TextDrift.of(Objects.requireNonNull(stored.get(other)), inherited, rules.builtInTexts())
                    : List.of();
            if (!drifted.isEmpty()) {
                report.put(other, drifted);
            }
        });
        return report;
    }

    private static boolean isWithin(SettingsOwner owner, SettingsOwner other, CompanyId company) {
        return owner.level() == Level.INSTALLATION
                || other.equals(owner)
                || other.level() == Level.GROUP && owner.equals(SettingsOwner.company(company));
    }

    /**
     * All settings as one file, to carry them to another system or to keep them under version control.
     *
     * @return see {@link org.portalemails.settings.file.SettingsFile}
     */
    public String export() {
        return SettingsFile.export(store, store.owners());
    }

    /**
     * The settings of a company and of its groups as one file.
     *
     * @param company the company
     */
    public String export(CompanyId company) {
        SettingsOwner owner = SettingsOwner.company(company);
        requireKnown(owner);
        Map<SettingsOwner, CompanyId> all = companiesOf(store.owners());
        all.entrySet().removeIf(other -> !isWithin(owner, other.getKey(), other.getValue()));
        return SettingsFile.export(store, all.keySet());
    }

    /**
     * What importing a file would change, and what would be refused; changes nothing by itself.
     *
     * @param file what {@link #export()} gave, here or elsewhere
     * @return the dry run, which can be applied
     * @throws InvalidSettingsException if the file is not understood, with line and column
     */
    public SettingsImport dryRun(String file) {
        return SettingsImport.dryRun(file, store, rules, groups, companies);
    }

    /**
     * The same for people who may change the settings of one company and its groups only: others in the file are refused.
     *
     * @param file what {@link #export(CompanyId)} gave, here or elsewhere
     */
    public SettingsImport dryRun(String file, CompanyId company) {
        requireKnown(SettingsOwner.company(company));
        return SettingsImport.dryRun(file, store, rules, groups, companies, company);
    }

    /**
     * Shows texts, saved or not, as their readers will see them.
     *
     * @param group whose portal; decides the profile of the host
     * @return a preview, good for any number of texts
     */
    public TextPreview preview(CustomerGroupId group) {
        CustomerGroup known = known(group);
        EffectiveSettings look = EffectiveSettings.read(store, known, rules.builtInTexts());
        return new TextPreview(rules, profiles.of(known), layout, look);
    }

    /**
     * Previews of texts with the look that a form gives them, saved or not.
     *
     * @param owner whose form
     * @param form what is typed; values that are refused are left out
     * @return a preview, good for any number of texts
     */
    public TextPreview preview(SettingsOwner owner, SettingsForm form) {
        return new TextPreview(rules, profile(owner), layout, look(owner, form));
    }

    /**
     * The text that a form gives a mail in a language: what is typed or, if nothing is, what applies without.
     *
     * @param owner whose form
     * @param form what is typed
     * @param language of the text, or of a recipient
     * @return empty if only half of a text is typed
     */
    public Optional<MailText> text(SettingsOwner owner, SettingsForm form, NotificationType type, Locale language) {
        requireKnown(owner);
        TextForm typed = form.section(type).in(language, form.getLanguage());
        boolean subject = typed != null && VisibleText.isIn(typed.getSubject());
        boolean content = typed != null && VisibleText.isIn(typed.getContent());
        if (typed == null || !subject && !content) {
            return Optional.of(look(owner, form).text(type, language).text());
        }
        if (!subject || !content) {
            return Optional.empty();
        }
        ContentFormat format = Stream.of(ContentFormat.values())
                .filter(one -> one.code().equals(typed.getFormat()))
                .findFirst()
                .orElseGet(() -> ContentFormat.detect(typed.getContent()));
        try {
            return Optional.of(new MailText(typed.getSubject(), typed.getContent(), format));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // too long: the check says so
        }
    }

    /**
     * Sends a text as a form has it, saved or not, to an administrator: with the sender and the look that the form gives it, marked as a
     * test, with examples and masked secrets, the same way that every mail goes. Joins the caller's transaction.
     *
     * @param owner whose form; a test of a company or of the installation default is of no group
     * @param form what is typed
     * @param language the language of the text
     * @return with which the fate of the mail can be followed
     * @throws IllegalArgumentException if the text has an error, or there is no sender at any level
     */
    public MailId sendTest(
            SettingsOwner owner, SettingsForm form, NotificationType type, Locale language, EmailAddress to) {
        requireScreen(owner);
        MailText text = text(owner, form, type, language)
                .orElseThrow(() -> new IllegalArgumentException(type.code() + ": half of the text is missing"));
        MailId id = ids.get();
        ComposedMail mail = preview(owner, form)
                .testMail(type, text, language, look(owner, form), groupOf(owner), to, clock.instant(), id);
        CompanyId company = companyOf(owner);
        String route = routes.find(mail.group(), company, mail.from().address()).name();
        outbox.append(List.of(
                new PlannedMail.Send(mail, null, List.of(), company, route, null, PlannedMail.Send.Kind.TEST, null)));
        return id;
    }

    /**
     * By which route mails would leave if this form were saved: to try its servers, or to show it.
     *
     * @param owner whose form
     * @param form what is typed
     * @return empty without a sender at any level
     */
    public Optional<Way> routeOf(SettingsOwner owner, SettingsForm form) {
        EffectiveSettings look = look(owner, form);
        EmailAddress replyTo = look.replyTo().map(Sourced::value).orElse(null);
        return look.sendFrom()
                .map(Sourced::value)
                .map(sender -> new Way(routes.find(groupOf(owner), companyOf(owner), sender), sender, replyTo));
    }

    /**
     * Whether a sender is refused that is known not to be believed: then it is worth asking, outside of a transaction, before something is
     * saved.
     *
     * @return as the host has it
     */
    public boolean refusesWrongSenders() {
        return refuseWrongSenders;
    }

    /**
     * A route and who sends by it.
     *
     * @param route with transports where the host gave routes that have some
     * @param sender from whom
     * @param replyTo where answers go, or {@code null} for the sender
     */
    public record Way(MailRoute route, EmailAddress sender, @Nullable EmailAddress replyTo) {
        /**
         * Asks whether mails of the sender will be believed. Outside of a transaction, since that takes time: some seconds for each server at
         * most.
         *
         * @return one report for each server, in their order
         */
        public List<SenderReport> ask() {
            return route.transports().stream()
                    .map(server -> server.transport().senderCheck().check(sender, replyTo))
                    .toList();
        }

        /**
         * What was answered before; asks nothing.
         *
         * @return reports of those servers that have one
         */
        public List<SenderReport> known() {
            return route.transports().stream()
                    .flatMap(server -> server.transport().senderCheck().known(sender, replyTo).stream())
                    .toList();
        }
    }

    private CompanyId companyOf(SettingsOwner owner) {
        if (owner instanceof SettingsOwner.Group group) {
            return known(group.id()).company();
        }
        return owner instanceof SettingsOwner.Company company
                ? company.id()
                : companies.companies().get(0).id();
    }

    private EffectiveSettings look(SettingsOwner owner, SettingsForm form) {
        InheritedSettings inherited = inherited(owner);
        return EffectiveSettings.of(rules.draft(form, inherited), inherited, rules.builtInTexts());
    }

    private PortalProfile profile(SettingsOwner owner) {
        if (owner instanceof SettingsOwner.Group group) {
            return profiles.of(known(group.id()));
        }
        requireKnown(owner);
        return profiles.of(
                owner instanceof SettingsOwner.Company company
                        ? company.id()
                        : companies.companies().get(0).id());
    }

    private static CustomerGroupId groupOf(SettingsOwner owner) {
        return owner instanceof SettingsOwner.Group group ? group.id() : NoAccountMail.NO_GROUP;
    }

    /**
     * The rules that this screen checks by, with the merge fields and the built-in texts.
     *
     * @return the rules
     */
    public SettingsRules rules() {
        return rules;
    }

    private CustomerGroup known(CustomerGroupId group) {
        return groups.find(group).orElseThrow(() -> new UnknownCustomerGroupException(group));
    }

    private void requireKnown(SettingsOwner owner) {
        company(owner);
    }

    /** Of whom a group inherits; of the installation any. */
    private CompanyId company(SettingsOwner owner) {
        if (owner instanceof SettingsOwner.Group group) {
            return known(group.id()).company();
        }
        if (owner instanceof SettingsOwner.Company company) {
            // A company that is the only one has no settings beside those of the installation.
            if (!companies.hasSeveral() || companies.find(company.id()).isEmpty()) {
                throw new UnknownCompanyException(company.id());
            }
            return company.id();
        }
        return CompanyId.DEFAULT;
    }

    /** The same for all who have settings, also for those whom the ERP does not know any more. */
    private Map<SettingsOwner, CompanyId> companiesOf(Collection<SettingsOwner> owners) {
        boolean several = companies.hasSeveral();
        Map<SettingsOwner, CompanyId> found = new LinkedHashMap<>();
        for (SettingsOwner owner : owners) {
            if (owner instanceof SettingsOwner.Company company) {
                found.put(owner, company.id());
            } else if (owner instanceof SettingsOwner.Group group && several) {
                found.put(
                        owner,
                        groups.find(group.id()).map(CustomerGroup::company).orElse(CompanyId.DEFAULT));
            } else {
                found.put(owner, CompanyId.DEFAULT);
            }
        }
        return found;
    }

    private void requireScreen(SettingsOwner owner) {
        requireKnown(owner);
        if (owner instanceof SettingsOwner.Group group && !isAvailable(group.id())) {
            throw new PortalNotUsedException(group.id());
        }
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

    private PortalEmailSettings parse(SettingsOwner owner, SettingsForm form, @Nullable PortalEmailSettings previous) {
        return rules.parse(form, inherited(owner), previous);
    }

    private PortalEmailSettings own(SettingsOwner owner) {
        return store.find(owner).map(StoredSettings::settings).orElse(PortalEmailSettings.blank());
    }

    /**
     * A mail's HTML for a page that shows it: with the logos that it names, from the settings of its group and what they inherit, and their
     * history.
     *
     * @param group whose mail it is
     * @param html the HTML part
     * @return the same; a logo that is not found any more is shown by its alternative text
     */
    public String shownInPage(CustomerGroupId group, String html) {
        return BrandImage.shownInPage(
                html,
                BrandImage.digestsIn(html).stream()
                        .flatMap(digest -> images.find(group, digest).stream())
                        .toList());
    }

    /**
     * By which routes mails leave.
     *
     * @return their names; at least one
     */
    public List<String> routeNames() {
        return routes.all().stream().map(MailRoute::name).sorted().toList();
    }
}
