package org.portalemails.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.composition.DeliveryReportMail;
import org.portalemails.composition.DeliveryReportMail.Failures;
import org.portalemails.delivery.OutboxWatch.Trouble;
import org.portalemails.engine.OutboxFailureDigest.Returned;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.settings.EffectiveSettings;

/** An address that settings name, and what those are told who read it. */
final class ToldOwner {
    private final EmailAddress to;
    private EffectiveSettings settings;
    private CompanyId company;
    private final List<OutboxEntry> failed = new ArrayList<>();
    private final List<Returned> returned = new ArrayList<>();
    /** By which routes the mails left that came back. */
    private final List<String> returnedBy = new ArrayList<>();

    private final Set<Trouble> troubles = new LinkedHashSet<>();

    ToldOwner(EmailAddress to, EffectiveSettings settings, CompanyId company) {
        this.to = to;
        this.settings = settings;
        this.company = company;
    }

    /** Of several settings that name the address, the first with a sender write the mail. */
    void alsoOf(EffectiveSettings other, CompanyId its) {
        if (settings.sendFrom().isEmpty() && other.sendFrom().isPresent()) {
            settings = other;
            company = its;
        }
    }

    void add(OutboxEntry entry) {
        failed.add(entry);
    }

    void add(Returned one, String route) {
        returned.add(one);
        returnedBy.add(route);
    }

    void add(Trouble trouble) {
        troubles.add(trouble);
    }

    EmailAddress to() {
        return to;
    }

    EffectiveSettings settings() {
        return settings;
    }

    CompanyId company() {
        return company;
    }

    List<Returned> returned() {
        return returned;
    }

    List<DeliveryReportMail.Trouble> troubles() {
        return troubles.stream().map(ToldOwner::inWords).toList();
    }

    private static DeliveryReportMail.Trouble inWords(Trouble trouble) {
        HoldScope scope = trouble.scope();
        String kind = trouble.kind().code();
        if (scope instanceof HoldScope.Group group) {
            return new DeliveryReportMail.Trouble(kind, "hold.group", group.id().value(), trouble.since());
        }
        if (scope instanceof HoldScope.Company of) {
            return new DeliveryReportMail.Trouble(kind, "hold.company", of.id().value(), trouble.since());
        }
        if (scope instanceof HoldScope.Route route) {
            return new DeliveryReportMail.Trouble(kind, "hold.route", route.name(), trouble.since());
        }
        return new DeliveryReportMail.Trouble(kind, "hold.everything", "", trouble.since());
    }

    /** What failed since then, and all that came back and was not told; the most first. */
    List<Failures> failures(Instant since) {
        Map<String, Failures> found = new TreeMap<>();
        for (OutboxEntry entry : failed) {
            Instant at = Objects.requireNonNull(entry.finishedAt());
            if (at.isAfter(since)) {
                String reason =
                        Objects.requireNonNullElse(entry.reason(), entry.state().code());
                count(found, new Failures(entry.typeCode(), reason, entry.route(), 1, at));
            }
        }
        for (int i = 0; i < returned.size(); i++) {
            Returned one = returned.get(i);
            count(found, new Failures(one.bounce().typeCode(), AttemptFacts.BOUNCED, returnedBy.get(i), 1, one.at()));
        }
        return found.values().stream()
                .sorted(Comparator.comparingLong(Failures::count).reversed())
                .toList();
    }

    private static void count(Map<String, Failures> found, Failures one) {
        found.merge(
                one.typeCode() + ' ' + one.reason() + ' ' + one.route(),
                one,
                (some, more) -> new Failures(
                        some.typeCode(),
                        some.reason(),
                        some.route(),
                        some.count() + more.count(),
                        some.since().isBefore(more.since()) ? some.since() : more.since()));
    }
}
