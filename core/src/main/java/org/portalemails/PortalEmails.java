package org.portalemails;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.SenderDomains;
import org.portalemails.announce.Notifier;
import org.portalemails.composition.MailComposer;
import org.portalemails.composition.NoAccountMail;
import org.portalemails.delivery.FailureDigest;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.email.MailId;
import org.portalemails.email.MailTracing;
import org.portalemails.engine.AccountRecoveryProcessor;
import org.portalemails.engine.EventEntries;
import org.portalemails.engine.OutboxFailureDigest;
import org.portalemails.engine.OutboxNotifier;
import org.portalemails.engine.TracedOutbox;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.host.PortalProfiles;
import org.portalemails.layout.MailLayout;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.CompositionPolicy;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.AccountRecovery;
import org.portalemails.recovery.RecoveryListener;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryProcessor;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.transport.MailRoutes;

/**
 * The entry point: built once from the host's ports, then shared by all its threads.
 *
 * <p>It hands out what a host's own code calls: {@link #notifier()}, when something has happened, {@link #settingsScreen()}, for
 * the <em>Portal Emails</em> screen, and {@link #accountRecovery()}, for the sign-in page. Sending is started beside it, on as many nodes as the host likes,
 * with {@link org.portalemails.delivery.OutboxDispatcher}.
 *
 * <p>Immutable and safe for many threads. Opens no connection and starts no thread.
 */
public final class PortalEmails {
    private final Notifier notifier;
    private final SettingsScreen settingsScreen;
    private final @Nullable AccountRecovery accountRecovery;
    private final RecoveryProcessor recoveryProcessor;
    private final OutboxFailureDigest.Parts digest;

    private PortalEmails(
            Notifier notifier,
            SettingsScreen settingsScreen,
            @Nullable AccountRecovery accountRecovery,
            RecoveryProcessor recoveryProcessor,
            OutboxFailureDigest.Parts digest) {
        this.digest = digest;
        this.notifier = notifier;
        this.settingsScreen = settingsScreen;
        this.accountRecovery = accountRecovery;
        this.recoveryProcessor = recoveryProcessor;
    }

    /** Starts building. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the host calls when something has happened, in its own transaction. */
    public Notifier notifier() {
        return notifier;
    }

    /** What the host's <em>Portal Emails</em> screen calls. */
    public SettingsScreen settingsScreen() {
        return settingsScreen;
    }

    /**
     * What the host's sign-in page calls for forgotten user names and passwords.
     *
     * @throws IllegalStateException if the builder was not given {@link Builder#recovery}
     */
    public AccountRecovery accountRecovery() {
        if (accountRecovery == null) {
            throw new IllegalStateException("PortalEmails.builder(): recovery was not set");
        }
        return accountRecovery;
    }

    /**
     * What answers forgotten user names and passwords: to be handed to the dispatcher.
     *
     * @return always the same; without {@link Builder#recovery} one that has nothing to do
     */
    public RecoveryProcessor recoveryProcessor() {
        return recoveryProcessor;
    }

    /**
     * What tells staff that mails fail: to be handed to {@link org.portalemails.delivery.DigestRounds}, and as a listener to what reads mails that
     * come back.
     *
     * @param outbox where mails are promised, from the operators' side
     * @param watch what is wrong with the servers, as this node knows
     * @return a new one; one for each node
     */
    public FailureDigest failureDigest(OutboxAdministration outbox, OutboxWatch watch) {
        return new OutboxFailureDigest(
                digest, Objects.requireNonNull(outbox, "outbox"), Objects.requireNonNull(watch, "watch"));
    }

    /** Collects the host's ports. Not for use by several threads at once. */
    public static final class Builder {
        private @Nullable CustomerGroupDirectory customerGroups;
        private @Nullable SettingsStore settingsStore;
        private @Nullable Outbox outbox;
        private CompanyDirectory companies = CompanyDirectory.ONE;
        private @Nullable PortalProfiles profiles;
        private FieldCatalogue fields = FieldCatalogue.builtIn();
        private BuiltInTexts builtInTexts = BuiltInTexts.load();
        private SenderDomains senderDomains = SenderDomains.any();
        private CompositionPolicy policy = CompositionPolicy.DEFAULT;
        private MailLayout layout = MailLayout.standard();
        private MailRoutes routes = MailRoutes.single();
        private MailTracing tracing = MailTracing.NONE;
        private boolean suppressSecurityMails;
        private boolean refuseWrongSenders;
        private RequestLimits accessRequestLimits = RequestLimits.standard();
        private @Nullable AccountDirectory accounts;
        private @Nullable RecoveryRequests recoveryRequests;
        private RecoveryPolicy recoveryPolicy = RecoveryPolicy.standard();
        private RecoveryListener recoveryListener = RecoveryListener.SILENT;
        private Clock clock = Clock.systemUTC();
        private Supplier<MailId> mailIds = MailId::random;

        private Builder() {}

        /**
         * Sets the ERP's customer groups; required.
         *
         * @param directory the host's port
         */
        public Builder customerGroups(CustomerGroupDirectory directory) {
            this.customerGroups = Objects.requireNonNull(directory, "customerGroups");
            return this;
        }

        /**
         * Sets where settings are kept; required.
         *
         * @param store the JDBC adapter's, or another
         */
        public Builder settingsStore(SettingsStore store) {
            this.settingsStore = Objects.requireNonNull(store, "settingsStore");
            return this;
        }

        /**
         * Sets where mails are promised; required.
         *
         * @param outbox the JDBC adapter's, or another
         */
        public Builder outbox(Outbox outbox) {
            this.outbox = Objects.requireNonNull(outbox, "outbox");
            return this;
        }

        /**
         * Sets the companies of an ERP that has several; {@link CompanyDirectory#ONE} unless set.
         *
         * @param directory the host's port
         */
        public Builder companies(CompanyDirectory directory) {
            this.companies = Objects.requireNonNull(directory, "companies");
            return this;
        }

        /** Sets what the host says of itself, the same for all companies and groups; this or {@link #profiles} is required. */
        public Builder profile(PortalProfile profile) {
            Objects.requireNonNull(profile, "profile");
            this.profiles = company -> profile;
            return this;
        }

        /**
         * Sets what the host says of itself, for hosts in which that depends on the company, or on the group.
         *
         * @param profiles the host's port
         */
        public Builder profiles(PortalProfiles profiles) {
            this.profiles = Objects.requireNonNull(profiles, "profiles");
            return this;
        }

        /**
         * Sets the merge fields; the built-in ones unless set.
         *
         * @param catalogue a catalogue, usually {@link FieldCatalogue#builtIn()} with fields of the host's
         */
        public Builder fields(FieldCatalogue catalogue) {
            this.fields = Objects.requireNonNull(catalogue, "fields");
            return this;
        }

        /** Sets the texts of last resort; the library's own unless set. */
        public Builder builtInTexts(BuiltInTexts texts) {
            this.builtInTexts = Objects.requireNonNull(texts, "builtInTexts");
            return this;
        }

        /**
         * Sets from which domains an administrator may send; any unless set. Set it: your mail servers sign for these domains
         * only.
         */
        public Builder senderDomains(SenderDomains domains) {
            this.senderDomains = Objects.requireNonNull(domains, "senderDomains");
            return this;
        }

        /**
         * Sets how the host reads the rules that the manual leaves open.
         *
         * @param policy {@link CompositionPolicy#DEFAULT} unless set
         */
        public Builder policy(CompositionPolicy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets by which route which mail leaves, for hosts with several mail servers; the dispatcher needs the same.
         *
         * @param routes {@link MailRoutes#single()} unless set; transports are not needed here
         */
        public Builder routes(MailRoutes routes) {
            this.routes = Objects.requireNonNull(routes, "routes");
            return this;
        }

        /**
         * Sets what stands around the texts of all mails.
         *
         * @param layout {@link MailLayout#standard} unless set; {@code MailLayoutContract} of the test kit asks what it must do
         */
        public Builder layout(MailLayout layout) {
            this.layout = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /**
         * Sets whether mails with a secret, too, are skipped for a suppressed address; not unless set, since somebody waits for
         * them. Set the same in {@link org.portalemails.delivery.DispatchPolicy#suppressingSecurityMails}.
         */
        public Builder suppressingSecurityMails(boolean suppress) {
            this.suppressSecurityMails = suppress;
            return this;
        }

        /**
         * Sets whether a sender can be saved whose domain is known not to let our mails be believed; it can unless set, with a warning. Who calls
         * {@link SettingsScreen#save} then asks before, see {@link SettingsScreen.Way#ask}; what was not asked, or could not be, is saved.
         */
        public Builder refusingWrongSenders(boolean refuse) {
            this.refuseWrongSenders = refuse;
            return this;
        }

        /**
         * Sets how often strangers may ask for access; {@link RequestLimits#standard()} unless set. Counted in the storage when a mail is
         * about to be sent, for all nodes together, each of the two mails by itself; what is over a limit is skipped with {@link
         * org.portalemails.notification.SkipReason#LIMIT_REACHED}, at the announcement where that is known already. Recovery has {@linkplain
         * #recoveryPolicy limits of its own}.
         *
         * @param limits per address of the requester, per group, per company and in all; {@link RequestLimits#none()} switches them off
         */
        public Builder accessRequestLimits(RequestLimits limits) {
            this.accessRequestLimits = Objects.requireNonNull(limits, "accessRequestLimits");
            return this;
        }

        /**
         * Opens {@link #accountRecovery()}. The {@link #recoveryProcessor()} has then to be handed to the dispatcher.
         *
         * @param directory the host's port to its accounts
         * @param requests the JDBC adapter's, or another
         */
        public Builder recovery(AccountDirectory directory, RecoveryRequests requests) {
            this.accounts = Objects.requireNonNull(directory, "directory");
            this.recoveryRequests = Objects.requireNonNull(requests, "requests");
            return this;
        }

        /**
         * Sets limits and other rules of recovery.
         *
         * @param value {@link RecoveryPolicy#standard()} unless set
         */
        public Builder recoveryPolicy(RecoveryPolicy value) {
            this.recoveryPolicy = Objects.requireNonNull(value, "recoveryPolicy");
            return this;
        }

        /** Sets who is told how requests for recovery end; nobody unless set. */
        public Builder recoveryListener(RecoveryListener value) {
            this.recoveryListener = Objects.requireNonNull(value, "recoveryListener");
            return this;
        }

        /**
         * Sets the clock that gives a mail its date; the system's unless set. It decides nothing else: when mails are due is
         * decided by the clock of the storage.
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets where ids of mails come from; random unless set.
         *
         * @param ids gives a new id at each call; called from many threads
         */
        public Builder mailIds(Supplier<MailId> ids) {
            this.mailIds = Objects.requireNonNull(ids, "mailIds");
            return this;
        }

        /**
         * What carries traces over the outbox; the dispatcher needs it too.
         *
         * @param value by default nothing
         * @return this
         */
        public Builder tracing(MailTracing value) {
            this.tracing = Objects.requireNonNull(value, "tracing");
            return this;
        }

        /**
         * Builds the entry point.
         *
         * @return ready to use
         * @throws IllegalStateException naming everything required that is missing, or the error in a built-in text of the host's
         */
        public PortalEmails build() {
            List<String> missing = new ArrayList<>();
            if (customerGroups == null) {
                missing.add("customerGroups");
            }
            if (settingsStore == null) {
                missing.add("settingsStore");
            }
            if (outbox == null) {
                missing.add("outbox");
            }
            if (profiles == null) {
                missing.add("profile");
            }
            if (customerGroups == null || settingsStore == null || outbox == null || profiles == null) {
                throw new IllegalStateException("PortalEmails.builder(): missing " + String.join(", ", missing));
            }
            PortalProfiles ofCompany = profiles;
            SettingsRules rules = new SettingsRules(fields, builtInTexts, senderDomains);
            requireSound(rules);
            SettingsScreen screen = new SettingsScreen(
                    customerGroups,
                    companies,
                    settingsStore,
                    rules,
                    profiles,
                    outbox,
                    routes,
                    clock,
                    mailIds,
                    layout,
                    refuseWrongSenders);
            MailComposer composer = new MailComposer(fields, builtInTexts, policy, accessRequestLimits, layout);
            SettingsStore store = settingsStore;
            EventEntries events = new EventEntries(
                    customerGroups,
                    group -> EffectiveSettings.read(store, group, rules.builtInTexts()),
                    group -> store.remembered(EffectiveSettings.owners(group)),
                    profiles,
                    builtInTexts,
                    composer,
                    routes,
                    suppressSecurityMails,
                    clock,
                    mailIds);
            Notifier notifier = new OutboxNotifier(
                    events, tracing == MailTracing.NONE ? outbox : new TracedOutbox(outbox, tracing));
            // What runs by itself is in no transaction of the host's: it reads and writes in ones of its own.
            SettingsStore own = store.outsideTransactions();
            OutboxFailureDigest.Parts digest = new OutboxFailureDigest.Parts(
                    outbox.outsideTransactions(),
                    own,
                    customerGroups,
                    companies,
                    profiles,
                    routes,
                    builtInTexts,
                    layout,
                    clock,
                    mailIds);
            if (accounts == null || recoveryRequests == null) {
                return new PortalEmails(notifier, screen, null, RecoveryProcessor.CLOSED, digest);
            }
            EventEntries answers = new EventEntries(
                    customerGroups,
                    group -> EffectiveSettings.read(own, group, rules.builtInTexts()),
                    group -> Optional.empty(),
                    profiles,
                    builtInTexts,
                    composer,
                    routes,
                    suppressSecurityMails,
                    clock,
                    mailIds);
            RecoveryProcessor processor = new AccountRecoveryProcessor(new AccountRecoveryProcessor.Parts(
                    recoveryRequests,
                    accounts,
                    recoveryPolicy,
                    recoveryListener,
                    answers,
                    () -> ofNobody(own),
                    () -> ofCompany.of(firstCompany()),
                    this::firstCompany,
                    clock,
                    mailIds,
                    layout));
            return new PortalEmails(notifier, screen, new AccountRecovery(recoveryRequests), processor, digest);
        }

        /** A text of last resort must never be the one that fails. */
        private void requireSound(SettingsRules rules) {
            for (NotificationType type : NotificationType.values()) {
                builtInTexts.texts(type).forEach((language, text) -> {
                    List<SettingsViolation> errors = rules.checkText(type, text).stream()
                            .filter(SettingsViolation::isError)
                            .toList();
                    if (!errors.isEmpty()) {
                        throw new IllegalStateException(
                                "builtInTexts, " + type.code() + " in " + language.toLanguageTag() + ": "
                                        + errors.get(0).message(Locale.ENGLISH));
                    }
                });
            }
        }

        /** For mails to nobody's address: as a group of the first company has it that has no settings of its own. */
        private EffectiveSettings ofNobody(SettingsStore store) {
            SettingsOwner nobody = SettingsOwner.group(NoAccountMail.NO_GROUP);
            return InheritedSettings.read(store, nobody, firstCompany()).effective(builtInTexts);
        }

        private CompanyId firstCompany() {
            return companies.companies().get(0).id();
        }
    }
}
