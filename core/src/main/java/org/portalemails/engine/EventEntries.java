package org.portalemails.engine;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.UnknownCustomerGroupException;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Mailing;
import org.portalemails.announce.Notifier;
import org.portalemails.composition.MailComposer;
import org.portalemails.email.MailId;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.PortalEvent;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.host.PortalProfiles;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.notification.BuiltInTexts;
import org.portalemails.notification.SkipReason;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.RememberedSettings;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.transport.MailRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings × event → entries of the outbox; reads settings, writes nothing. */
public final class EventEntries {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final CustomerGroupDirectory groups;
    private final Function<CustomerGroup, EffectiveSettings> settings;
    private final Function<CustomerGroup, Optional<RememberedSettings>> memory;
    private final PortalProfiles profiles;
    private final BuiltInTexts texts;
    private final MailComposer composer;
    private final MailRoutes routes;
    private final boolean suppressSecurityMails;
    private final Clock clock;
    private final Supplier<MailId> ids;

    public EventEntries(
            CustomerGroupDirectory groups,
            Function<CustomerGroup, EffectiveSettings> settings,
            Function<CustomerGroup, Optional<RememberedSettings>> memory,
            PortalProfiles profiles,
            BuiltInTexts texts,
            MailComposer composer,
            MailRoutes routes,
            boolean suppressSecurityMails,
            Clock clock,
            Supplier<MailId> ids) {
        this.groups = groups;
        this.settings = settings;
        this.memory = memory;
        this.profiles = profiles;
        this.texts = texts;
        this.composer = composer;
        this.routes = routes;
        this.suppressSecurityMails = suppressSecurityMails;
        this.clock = clock;
        this.ids = ids;
    }

    /** What is looked up once for each group of a batch. */
    record GroupView(CustomerGroup group, EffectiveSettings settings, PortalProfile profile) {}

    GroupView view(CustomerGroupId id) {
        CustomerGroup group = groups.find(id).orElseThrow(() -> new UnknownCustomerGroupException(id));
        return new GroupView(group, settings.apply(group), profiles.of(group));
    }

    /** A view made of settings that were read before, and the marks by which to check them. */
    record RememberedView(GroupView view, Map<SettingsOwner, String> marks) {}

    /** Empty where nothing is remembered, and for groups that do not mail. */
    Optional<RememberedView> remembered(CustomerGroupId id) {
        return groups.find(id).filter(CustomerGroup::usesPortal).flatMap(group -> memory.apply(group)
                .map(known -> new RememberedView(
                        new GroupView(
                                group, EffectiveSettings.ofGroup(group, known.settings(), texts), profiles.of(group)),
                        known.marks())));
    }

    public List<PlannedMail> of(PortalEvent event, GroupView view, Mailing mailing) {
        List<PlannedMail> plans = new ArrayList<>(2);
        for (PlannedMail plan :
                composer.compose(event, view.group(), view.settings(), view.profile(), clock.instant(), ids)) {
            if (plan instanceof PlannedMail.Send send) {
                plans.add(mailing == Mailing.SEND ? routed(send) : send.skipped(SkipReason.NOT_WANTED));
                continue;
            }
            if (((PlannedMail.Skip) plan).reason() == SkipReason.NO_SENDER) {
                LOG.warn(
                        "no sender address for customer group {}: {} of event {} is skipped",
                        event.group(),
                        plan.type().code(),
                        event.id());
            }
            plans.add(plan);
        }
        return plans;
    }

    private PlannedMail.Send routed(PlannedMail.Send send) {
        return send.by(
                routes.find(send.group(), send.company(), send.mail().from().address())
                        .name());
    }

    /** Turns mails into skips whose limit is used up already. The others are counted when they leave. */
    static List<PlannedMail> withinLimits(
            List<PlannedMail> entries, Function<Collection<Quota>, Set<LimitKey>> usedUp) {
        Set<Quota> quotas = new LinkedHashSet<>();
        for (PlannedMail entry : entries) {
            quotas.addAll(quotasOf(entry));
        }
        Set<LimitKey> full = quotas.isEmpty() ? Set.of() : usedUp.apply(quotas);
        if (full.isEmpty()) {
            return entries;
        }
        List<PlannedMail> left = new ArrayList<>(entries.size());
        for (PlannedMail entry : entries) {
            boolean over = quotasOf(entry).stream().anyMatch(quota -> full.contains(quota.key()));
            left.add(over ? ((PlannedMail.Send) entry).skipped(SkipReason.LIMIT_REACHED) : entry);
        }
        return left;
    }

    private static List<Quota> quotasOf(PlannedMail entry) {
        return entry instanceof PlannedMail.Send send ? send.quotas() : List.of();
    }

    /** To which addresses mails do not go if they are suppressed; by default those with a secret go out all the same. */
    Set<EmailAddress> suppressible(List<PlannedMail> entries) {
        Set<EmailAddress> addresses = new LinkedHashSet<>();
        for (PlannedMail entry : entries) {
            if (entry instanceof PlannedMail.Send send && maySuppress(send)) {
                addresses.add(send.mail().to().address());
            }
        }
        return addresses;
    }

    /** Turns mails of one company to suppressed addresses into skips. */
    List<PlannedMail> withoutSuppressed(
            CompanyId company,
            List<PlannedMail> entries,
            BiFunction<CompanyId, Collection<EmailAddress>, Set<EmailAddress>> suppressedAmong) {
        Set<EmailAddress> addresses = suppressible(entries);
        if (addresses.isEmpty()) {
            return entries;
        }
        Set<EmailAddress> suppressed = suppressedAmong.apply(company, addresses);
        if (suppressed.isEmpty()) {
            return entries;
        }
        List<PlannedMail> left = new ArrayList<>(entries.size());
        for (PlannedMail entry : entries) {
            boolean dead = entry instanceof PlannedMail.Send send
                    && maySuppress(send)
                    && suppressed.contains(send.mail().to().address());
            left.add(dead ? ((PlannedMail.Send) entry).skipped(SkipReason.SUPPRESSED_ADDRESS) : entry);
        }
        return left;
    }

    private boolean maySuppress(PlannedMail.Send send) {
        return suppressSecurityMails || send.mail().expiresAt() == null;
    }
}
