package org.portalemails;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portalemails.email.CompositionPolicy;
import org.portalemails.email.MailComposer;
import org.portalemails.email.MailId;
import org.portalemails.outbox.Outbox;
import org.portalemails.settings.BuiltInTexts;
import org.portalemails.settings.CustomerGroupDirectory;
import org.portalemails.settings.FieldCatalogue;
import org.portalemails.settings.PortalProfile;
import org.portalemails.settings.SenderDomains;
import org.portalemails.settings.SettingsRules;
import org.portalemails.settings.SettingsStore;

/**
 * The front door: built once from the host's ports, then shared by all its threads.
 *
 * <p>It hands out the two things that a host's own code calls: {@link #notifier()}, when something has happened, and {@link
 * #settingsScreen()}, for the <em>Portal Emails</em> screen. Sending is started beside it, on as many nodes as the host likes,
 * with {@link org.portalemails.delivery.OutboxDispatcher}.
 *
 * <p>Immutable and safe for many threads. Opens no connection and starts no thread.
 */
public final class PortalEmails {
    private final Notifier notifier;
    private final SettingsScreen settingsScreen;

    private PortalEmails(Notifier notifier, SettingsScreen settingsScreen) {
        this.notifier = notifier;
        this.settingsScreen = settingsScreen;
    }

    /**
     * Starts building.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What the host calls when something has happened, in its own transaction.
     *
     * @return always the same
     */
    public Notifier notifier() {
        return notifier;
    }

    /**
     * What the host's <em>Portal Emails</em> screen calls.
     *
     * @return always the same
     */
    public SettingsScreen settingsScreen() {
        return settingsScreen;
    }

    /** Collects the host's ports. Not for use by several threads at once. */
    public static final class Builder {
        private @Nullable CustomerGroupDirectory customerGroups;
        private @Nullable SettingsStore settingsStore;
        private @Nullable Outbox outbox;
        private @Nullable Function<CustomerGroupId, PortalProfile> profiles;
        private FieldCatalogue fields = FieldCatalogue.builtIn();
        private BuiltInTexts builtInTexts = BuiltInTexts.load();
        private SenderDomains senderDomains = SenderDomains.any();
        private CompositionPolicy policy = CompositionPolicy.DEFAULT;
        private Clock clock = Clock.systemUTC();
        private Supplier<MailId> mailIds = MailId::random;

        private Builder() {}

        /**
         * Sets the ERP's customer groups; required.
         *
         * @param directory the host's port
         * @return this
         */
        public Builder customerGroups(CustomerGroupDirectory directory) {
            this.customerGroups = Objects.requireNonNull(directory, "customerGroups");
            return this;
        }

        /**
         * Sets where settings are kept; required.
         *
         * @param store the JDBC adapter's, or another
         * @return this
         */
        public Builder settingsStore(SettingsStore store) {
            this.settingsStore = Objects.requireNonNull(store, "settingsStore");
            return this;
        }

        /**
         * Sets where mails are promised; required.
         *
         * @param outbox the JDBC adapter's, or another
         * @return this
         */
        public Builder outbox(Outbox outbox) {
            this.outbox = Objects.requireNonNull(outbox, "outbox");
            return this;
        }

        /**
         * Sets what the host says of itself, the same for all groups; this or {@link #profiles} is required.
         *
         * @param profile the profile
         * @return this
         */
        public Builder profile(PortalProfile profile) {
            Objects.requireNonNull(profile, "profile");
            this.profiles = group -> profile;
            return this;
        }

        /**
         * Sets what the host says of itself, for hosts in which that depends on the group.
         *
         * @param profiles gives the profile of a group; called on the announcing thread, in the host's transaction
         * @return this
         */
        public Builder profiles(Function<CustomerGroupId, PortalProfile> profiles) {
            this.profiles = Objects.requireNonNull(profiles, "profiles");
            return this;
        }

        /**
         * Sets the merge fields; the built-in ones unless set.
         *
         * @param catalogue a catalogue, usually {@link FieldCatalogue#builtIn()} with fields of the host's
         * @return this
         */
        public Builder fields(FieldCatalogue catalogue) {
            this.fields = Objects.requireNonNull(catalogue, "fields");
            return this;
        }

        /**
         * Sets the texts of last resort; the library's own unless set.
         *
         * @param texts the texts
         * @return this
         */
        public Builder builtInTexts(BuiltInTexts texts) {
            this.builtInTexts = Objects.requireNonNull(texts, "builtInTexts");
            return this;
        }

        /**
         * Sets from which domains an administrator may send; any unless set. Set it: your mail servers sign for these domains
         * only.
         *
         * @param domains the domains
         * @return this
         */
        public Builder senderDomains(SenderDomains domains) {
            this.senderDomains = Objects.requireNonNull(domains, "senderDomains");
            return this;
        }

        /**
         * Sets how the host reads the rules that the manual leaves open.
         *
         * @param policy {@link CompositionPolicy#DEFAULT} unless set
         * @return this
         */
        public Builder policy(CompositionPolicy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the clock that gives a mail its date; the system's unless set. It decides nothing else: when mails are due is
         * decided by the clock of the storage.
         *
         * @param clock a clock
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets where ids of mails come from; random unless set.
         *
         * @param ids gives a new id at each call; called from many threads
         * @return this
         */
        public Builder mailIds(Supplier<MailId> ids) {
            this.mailIds = Objects.requireNonNull(ids, "mailIds");
            return this;
        }

        /**
         * Builds the front door.
         *
         * @return ready to use
         * @throws IllegalStateException naming everything required that is missing
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
            SettingsRules rules = new SettingsRules(fields, builtInTexts, senderDomains);
            SettingsScreen screen =
                    new SettingsScreen(customerGroups, settingsStore, rules, profiles, outbox, clock, mailIds);
            Notifier notifier = new OutboxNotifier(
                    customerGroups,
                    screen::effective,
                    profiles,
                    new MailComposer(fields, builtInTexts, policy),
                    outbox,
                    clock,
                    mailIds);
            return new PortalEmails(notifier, screen);
        }
    }
}
