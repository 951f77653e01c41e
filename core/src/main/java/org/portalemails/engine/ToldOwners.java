package org.portalemails.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.composition.DeliveryReportMail;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.OutboxWatch.Trouble;
import org.portalemails.email.PlannedMail;
import org.portalemails.engine.OutboxFailureDigest.Returned;
import org.portalemails.host.Company;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.InheritedSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.Sourced;
import org.portalemails.settings.StoredSettings;

/**
 * Who is told what, for one look at the outbox. What happened to a mail is told the address that applies to its group. What is wrong with
 * servers is told the groups whose mails wait for it or failed, the companies that it concerns, and the installation.
 */
final class ToldOwners {
    private final OutboxFailureDigest.Parts parts;
    private final OutboxAdministration administration;
    private final Map<String, ToldOwner> byAddress = new LinkedHashMap<>();
    private final Map<CustomerGroupId, Optional<ToldOwner>> byGroup = new HashMap<>();

    ToldOwners(OutboxFailureDigest.Parts parts, OutboxAdministration administration) {
        this.parts = parts;
        this.administration = administration;
    }

    Collection<ToldOwner> all() {
        return byAddress.values();
    }

    void add(OutboxEntry failed) {
        of(failed.group(), failed.company()).ifPresent(owner -> owner.add(failed));
    }

    void add(Returned back) {
        DeliveryListener.Bounce bounce = back.bounce();
        of(bounce.group(), bounce.company())
                .ifPresent(owner -> owner.add(
                        back,
                        administration
                                .find(bounce.mail())
                                .map(OutboxEntry::route)
                                .orElse(PlannedMail.DEFAULT_ROUTE)));
    }

    void add(List<Trouble> troubles, List<OutboxEntry> waiting) {
        if (troubles.isEmpty()) {
            return;
        }
        for (OutboxEntry entry : waiting) {
            for (Trouble trouble : troubles) {
                if (trouble.scope().covers(entry.group(), entry.company(), entry.route())) {
                    of(entry.group(), entry.company()).ifPresent(owner -> owner.add(trouble));
                }
            }
        }
        for (Company company : parts.companies().companies()) {
            told(at(SettingsOwner.company(company.id()), company.id()), company.id())
                    .ifPresent(owner -> troubles.stream()
                            .filter(trouble -> concerns(trouble.scope(), company.id(), owner.settings()))
                            .forEach(owner::add));
        }
        CompanyId first = parts.companies().companies().get(0).id();
        told(at(SettingsOwner.INSTALLATION, first), first).ifPresent(owner -> troubles.forEach(owner::add));
    }

    private boolean concerns(HoldScope scope, CompanyId company, EffectiveSettings settings) {
        if (scope instanceof HoldScope.Group group) {
            return parts.groups()
                    .find(group.id())
                    .filter(known -> known.company().equals(company))
                    .isPresent();
        }
        String route = settings.sendFrom()
                .map(Sourced::value)
                .map(sender -> parts.routes()
                        .find(DeliveryReportMail.GROUP, company, sender)
                        .name())
                .orElse(PlannedMail.DEFAULT_ROUTE);
        return scope.covers(DeliveryReportMail.GROUP, company, route);
    }

    private Optional<ToldOwner> of(CustomerGroupId group, CompanyId company) {
        return byGroup.computeIfAbsent(group, id -> told(ofGroup(id, company), company));
    }

    /** Of a group that the host does not know any more, or that there never was, what its company has. */
    private EffectiveSettings ofGroup(CustomerGroupId group, CompanyId company) {
        return parts.groups()
                .find(group)
                .map(known -> EffectiveSettings.read(parts.settings(), known, parts.texts()))
                .orElseGet(() -> at(SettingsOwner.company(company), company));
    }

    private EffectiveSettings at(SettingsOwner owner, CompanyId company) {
        return EffectiveSettings.of(
                parts.settings().find(owner).map(StoredSettings::settings).orElse(null),
                InheritedSettings.read(parts.settings(), owner, company),
                parts.texts());
    }

    private Optional<ToldOwner> told(EffectiveSettings settings, CompanyId company) {
        return settings.get(Setting.FAILURES_TO).map(Sourced::value).map(to -> {
            ToldOwner owner = byAddress.computeIfAbsent(to.mailboxKey(), key -> new ToldOwner(to, settings, company));
            owner.alsoOf(settings, company);
            return owner;
        });
    }
}
