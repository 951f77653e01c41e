package org.portalemails.testkit;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.DispatchResult;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemoryRecoveryRequests;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.recovery.AccountRecovery;
import org.portalemails.recovery.PortalAccount;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.SettingsOwner;

/**
 * A complete Portal Emails in memory, for a host's tests: real rules, real texts, a real outbox and dispatcher; only the
 * clock is set by the test, and nothing leaves the process.
 *
 * <p>Announce through {@link #notifier()}, turn the single pass with {@link #deliver()}, then look with {@link
 * PortalEmailsAssertions}. Not before: {@code deliver} is what happens after the host's commit.
 *
 * <p>Everything happens on the caller's thread. A retry comes exactly when its longest wait is over, without jitter.
 *
 * @since 0.1.0
 */
public final class TestPortal {
    private final SettableClock clock;
    private final Instant start;
    private final RecordingTransport transport = new RecordingTransport();
    private final InMemorySettingsStore settingsStore;
    private final InMemorySuppressionList suppressionList;
    private final PayloadSealer sealer;
    private final InMemoryOutbox outbox;
    private final InMemoryRecoveryRequests recoveryRequests;
    private final PortalEmails portalEmails;
    private final OutboxDispatcher dispatcher;

    private TestPortal(Builder builder) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.sealer = AesGcmSealer.of("test", key);
        this.clock = builder.clock;
        this.start = clock.instant();
        this.settingsStore = new InMemorySettingsStore(clock);
        this.suppressionList = new InMemorySuppressionList(clock);
        this.outbox = new InMemoryOutbox(clock, sealer, suppressionList);
        this.recoveryRequests = new InMemoryRecoveryRequests(clock, outbox);
        List<PortalAccount> accounts = List.copyOf(builder.accounts);
        Map<CustomerGroupId, CustomerGroup> groups = Map.copyOf(builder.groups);
        List<Company> companies =
                builder.companies.isEmpty() ? CompanyDirectory.ONE.companies() : List.copyOf(builder.companies);
        builder.settings.forEach((owner, settings) -> settingsStore.save(owner, settings, 0, "test"));
        this.portalEmails = builder.customizer
                .apply(PortalEmails.builder()
                        .customerGroups(id -> Optional.ofNullable(groups.get(id)))
                        .companies(() -> companies)
                        .settingsStore(settingsStore)
                        .outbox(outbox)
                        .profile(SampleSettings.profile())
                        .recovery(address -> behind(address, accounts), recoveryRequests)
                        .clock(clock))
                .build();
        this.dispatcher = OutboxDispatcher.builder(outbox, transport)
                .settings(settingsStore)
                .sealer(sealer)
                .linkMinter(builder.linkMinter)
                .policy(builder.policy)
                .recovery(portalEmails.recoveryProcessor())
                .suppressionList(suppressionList)
                .nanoTime(() -> ChronoUnit.NANOS.between(start, clock.instant()))
                .random(LongestWait.INSTANCE)
                .build();
    }

    private static List<PortalAccount> behind(EmailAddress address, List<PortalAccount> accounts) {
        return accounts.stream()
                .filter(account -> {
                    EmailAddress onFile = account.contact().email();
                    return onFile != null && onFile.mailboxKey().equals(address.mailboxKey());
                })
                .toList();
    }

    /** Jitter for tests: always the longest wait, so that the clock can be stepped to it. */
    private enum LongestWait implements RandomGenerator {
        INSTANCE;

        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    /**
     * A portal with the group of {@link SampleEvents} and the settings of {@link SampleSettings#allOn()}.
     *
     * @return a new one
     */
    public static TestPortal create() {
        return builder().build();
    }

    /**
     * Starts from the group of {@link SampleEvents} and the settings of {@link SampleSettings#allOn()}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The entry point.
     *
     * @return always the same
     */
    public PortalEmails portalEmails() {
        return portalEmails;
    }

    /**
     * What the code under test calls.
     *
     * @return always the same
     */
    public Notifier notifier() {
        return portalEmails.notifier();
    }

    /**
     * What the sign-in page under test calls; answered by {@link #deliver()}.
     *
     * @return always the same
     */
    public AccountRecovery accountRecovery() {
        return portalEmails.accountRecovery();
    }

    /**
     * Where requests for recovery wait, and what became of them.
     *
     * @return always the same
     */
    public InMemoryRecoveryRequests recoveryRequests() {
        return recoveryRequests;
    }

    /**
     * What the settings screen under test calls.
     *
     * @return always the same
     */
    public SettingsScreen settingsScreen() {
        return portalEmails.settingsScreen();
    }

    /**
     * The clock of everything; at {@link SettableClock#START} in the beginning, unless the builder says otherwise.
     *
     * @return always the same
     */
    public SettableClock clock() {
        return clock;
    }

    /**
     * What mails leave through.
     *
     * @return always the same
     */
    public RecordingTransport transport() {
        return transport;
    }

    /**
     * Where settings are kept.
     *
     * @return always the same
     */
    public InMemorySettingsStore settingsStore() {
        return settingsStore;
    }

    /**
     * What {@link #outbox()} is protected with, for a dispatcher of your own.
     *
     * @return the sealer, with a random key
     */
    public PayloadSealer sealer() {
        return sealer;
    }

    /**
     * Where mails are promised; also its operators' side.
     *
     * @return always the same
     */
    public InMemoryOutbox outbox() {
        return outbox;
    }

    /**
     * Addresses that get no mail.
     *
     * @return always the same
     */
    public InMemorySuppressionList suppressionList() {
        return suppressionList;
    }

    /**
     * What sends.
     *
     * @return always the same
     */
    public OutboxDispatcher dispatcher() {
        return dispatcher;
    }

    /**
     * Replaces the settings of the group of the sample events.
     *
     * @param settings the new settings
     * @return this
     */
    public TestPortal save(PortalEmailSettings settings) {
        return save(SettingsOwner.group(SampleEvents.GROUP), settings);
    }

    /**
     * Replaces somebody's settings.
     *
     * @param owner whose
     * @param settings the new settings; not checked, as the settings screen would
     * @return this
     */
    public TestPortal save(SettingsOwner owner, PortalEmailSettings settings) {
        long version = settingsStore.find(owner).map(stored -> stored.version()).orElse(0L);
        settingsStore.save(owner, settings, version, "test");
        return this;
    }

    /**
     * Sends everything that is due: what the dispatcher does after the host's commit.
     *
     * @return what was done
     */
    public DispatchResult deliver() {
        return dispatcher.runUntilIdle();
    }

    /**
     * Moves the clock, then sends everything that is due by then.
     *
     * @param time how far
     * @return what was done
     */
    public DispatchResult letPass(Duration time) {
        clock.advance(time);
        return deliver();
    }

    /**
     * Its mails, for assertions.
     *
     * @return of outbox and transport
     */
    public PortalMails mails() {
        return new PortalMails(outbox, transport);
    }

    /**
     * The mails that the server accepted.
     *
     * @return in order; duplicates included
     */
    public List<SentMail> sent() {
        return mails().sent();
    }

    /**
     * Every entry of the outbox, whatever its state.
     *
     * @return oldest first
     */
    public List<OutboxEntry> entries() {
        return mails().entries();
    }

    /** Collects what differs from the samples. */
    public static final class Builder {
        private final Map<CustomerGroupId, CustomerGroup> groups = new LinkedHashMap<>();
        private final Map<SettingsOwner, PortalEmailSettings> settings = new LinkedHashMap<>();
        private final List<Company> companies = new ArrayList<>();
        private final List<PortalAccount> accounts = new ArrayList<>();
        private UnaryOperator<PortalEmails.Builder> customizer = UnaryOperator.identity();
        private DispatchPolicy policy = DispatchPolicy.standard().onNode("test");
        private LinkMinter linkMinter = Builder::mint;
        private SettableClock clock = new SettableClock();

        private Builder() {
            group(SampleSettings.group(), SampleSettings.allOn());
        }

        private static Optional<String> mint(LinkMinter.Request request) {
            return Optional.of(
                    "https://portal.boreal.example/minted/" + request.mail() + "?token=" + SampleEvents.SECRET_MARK);
        }

        /**
         * Adds a customer group, or replaces it.
         *
         * @param group the group
         * @param own its settings
         * @return this
         */
        public Builder group(CustomerGroup group, PortalEmailSettings own) {
            groups.put(group.id(), group);
            settings.put(SettingsOwner.group(group.id()), own);
            return this;
        }

        /**
         * Sets the settings of the group of the sample events.
         *
         * @param own its settings
         * @return this
         */
        public Builder settings(PortalEmailSettings own) {
            return group(SampleSettings.group(), own);
        }

        /**
         * Adds a company; an ERP that has one added sees companies once it has two.
         *
         * @param company the company; its groups are added by {@link #group}
         * @param own settings that its groups inherit
         * @return this
         */
        public Builder company(Company company, PortalEmailSettings own) {
            companies.add(company);
            settings.put(SettingsOwner.company(company.id()), own);
            return this;
        }

        /**
         * Sets the installation default.
         *
         * @param installation settings that groups inherit from
         * @return this
         */
        public Builder installation(PortalEmailSettings installation) {
            settings.put(SettingsOwner.INSTALLATION, installation);
            return this;
        }

        /**
         * Adds an account of the portal, to be found by its address.
         *
         * @param account the account
         * @return this
         */
        public Builder account(PortalAccount account) {
            accounts.add(Objects.requireNonNull(account, "account"));
            return this;
        }

        /**
         * Sets what makes links that are minted at send; unless set, links with {@link SampleEvents#SECRET_MARK} in them.
         *
         * @param minter the minter
         * @return this
         */
        public Builder linkMinter(LinkMinter minter) {
            this.linkMinter = Objects.requireNonNull(minter, "minter");
            return this;
        }

        /**
         * Another clock: {@code new SettableClock(Instant.now())} for code under test that asks the real one, whose links would have ended
         * long ago by {@link SettableClock#START}.
         *
         * @param value from which moment on
         * @return this
         */
        public Builder clock(SettableClock value) {
            this.clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /**
         * Sets how the dispatcher works.
         *
         * @param dispatchPolicy the policy
         * @return this
         */
        public Builder dispatchPolicy(DispatchPolicy dispatchPolicy) {
            this.policy = Objects.requireNonNull(dispatchPolicy, "dispatchPolicy");
            return this;
        }

        /**
         * Changes anything else about the entry point: profile, fields, policy, sender domains.
         *
         * @param change is given the builder with everything set, just before it builds
         * @return this
         */
        public Builder portalEmails(UnaryOperator<PortalEmails.Builder> change) {
            this.customizer = Objects.requireNonNull(change, "change");
            return this;
        }

        /**
         * Builds the portal.
         *
         * @return a new one
         */
        public TestPortal build() {
            return new TestPortal(this);
        }
    }
}
