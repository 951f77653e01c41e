package org.portalemails.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoute.Condition;
import org.portalemails.transport.MailRoute.TransportStatus;

/**
 * What is wrong with the sending of mails, since when: for a page, for health and for whoever wakes people. Made of what stands in the
 * outbox and of what this node's dispatcher, if there is one, knows of its servers. Looks; changes nothing. Safe for many threads.
 */
public final class OutboxWatch {
    /** So long may a server be away before that is worth a word: a restart. */
    private static final Duration HICCUP = Duration.ofSeconds(30);

    private static final int LOOKED_AT = 100;

    /** Servers of so many recipients may put mails off before that is ours: a server of ours says so of all. */
    private static final int FEW_DOMAINS = 2;

    private static final Set<String> PUT_OFF =
            Set.of(EntryReason.TRY_LATER.code(), EntryReason.DESTINATION_SLOW.code());
    private static final List<EntryReason> SERVER = List.of(EntryReason.UNREACHABLE, EntryReason.SERVER_DOWN);

    private final OutboxAdministration outbox;
    private final Supplier<List<MailRoute.Status>> routes;
    private final Duration lateAfter;
    private final Clock clock;

    /**
     * A watch.
     *
     * @param outbox what is watched
     * @param routes what the dispatcher of this node knows ({@link OutboxDispatcher#routes()}); empty where it has none
     * @param lateAfter so long may a mail wait
     * @param clock the time
     */
    public OutboxWatch(
            OutboxAdministration outbox, Supplier<List<MailRoute.Status>> routes, Duration lateAfter, Clock clock) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.routes = Objects.requireNonNull(routes, "routes");
        this.lateAfter = Objects.requireNonNull(lateAfter, "lateAfter");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** What can be wrong. */
    public enum Kind {
        /** No server of a route can be reached, or takes mails. */
        SERVER_DOWN("server-down"),
        /** A server refuses the configuration: mails wait for somebody. */
        SERVER_REFUSES("server-refuses"),
        /** A server is away, and another one carries its mails. */
        FALLBACK("fallback"),
        /** Mails wait, and no server is known to be the cause: perhaps no dispatcher runs. */
        LATE("late");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /**
         * The stable name.
         *
         * @return lower-case ASCII letters and hyphens
         */
        public String code() {
            return code;
        }
    }

    /**
     * Something that is wrong.
     *
     * @param kind what
     * @param scope how far it reaches: a route, or whose configuration is refused
     * @param since since when, at least
     * @param said what the server said, or the cause of the hold, without personal data; possibly empty
     */
    public record Trouble(Kind kind, HoldScope scope, Instant since, String said) {
        /** Refuses {@code null}. */
        public Trouble {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(said, "said");
        }
    }

    /**
     * What is wrong now.
     *
     * @return the worst first, of one kind the oldest; possibly empty
     */
    public List<Trouble> troubles() {
        Map<HoldScope, Trouble> found = new LinkedHashMap<>();
        for (MailRoute.Status status : routes.get()) {
            Trouble known = ofRoute(status);
            if (known != null) {
                found.put(known.scope(), known);
            }
        }
        for (Hold hold : outbox.holds()) {
            if (hold.cause() == Hold.Cause.MISCONFIGURED) {
                found.putIfAbsent(
                        hold.scope(), new Trouble(Kind.SERVER_REFUSES, hold.scope(), hold.since(), hold.reason()));
            }
        }
        fromOtherNodes().forEach(found::putIfAbsent);
        Duration waiting = outbox.counts().oldestDue();
        if (isLate(waiting) && late().stream().anyMatch(entry -> isNeglected(entry) && !waitsForServer(entry, found))) {
            found.putIfAbsent(
                    HoldScope.EVERYTHING,
                    new Trouble(Kind.LATE, HoldScope.EVERYTHING, clock.instant().minus(waiting), ""));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(Trouble::kind).thenComparing(Trouble::since))
                .toList();
    }

    /**
     * Whether nothing leaves although mails wait: for too long, and of the newest mails none was sent since. What a few recipients' own
     * servers put off does not count.
     *
     * @return {@code true}: somebody has to be woken
     */
    public boolean nothingLeaves() {
        if (!isLate(outbox.counts().oldestDue()) || !isOurs(late())) {
            return false;
        }
        Instant late = clock.instant().minus(lateAfter);
        return outbox.page(OutboxQuery.all().inState(EntryState.SENT).atMost(LOOKED_AT)).entries().stream()
                .map(OutboxEntry::finishedAt)
                .noneMatch(sent -> sent != null && sent.isAfter(late));
    }

    /** A fallback sends, and what a hold keeps is not queued. */
    private static boolean waitsForServer(OutboxEntry entry, Map<HoldScope, Trouble> found) {
        Trouble known = found.get(HoldScope.route(entry.route()));
        return known != null && known.kind() != Kind.FALLBACK;
    }

    private boolean isLate(Duration waiting) {
        return waiting.compareTo(lateAfter) > 0;
    }

    /** Of the mails that may have waited for too long. */
    private List<OutboxEntry> late() {
        return outbox
                .page(OutboxQuery.all()
                        .inState(EntryState.QUEUED)
                        .announced(null, clock.instant().minus(lateAfter))
                        .atMost(LOOKED_AT))
                .entries()
                .stream()
                .filter(entry -> !entry.test())
                .toList();
    }

    private boolean isOurs(List<OutboxEntry> late) {
        return late.stream().anyMatch(this::isNeglected)
                || late.stream()
                                .filter(OutboxWatch::isPutOff)
                                .map(entry -> domain(entry.recipient()))
                                .distinct()
                                .count()
                        > FEW_DOMAINS;
    }

    private static String domain(@Nullable String mailbox) {
        return mailbox == null ? "" : mailbox.substring(mailbox.indexOf('@') + 1);
    }

    /** Nobody tries it, or what is wrong is on this side: not that its recipient's server wants it later. */
    private boolean isNeglected(OutboxEntry entry) {
        Instant due = entry.dueAt();
        boolean overdue = due != null && due.isBefore(clock.instant().minus(lateAfter));
        return overdue || entry.reason() != null && !isPutOff(entry);
    }

    private static boolean isPutOff(OutboxEntry entry) {
        return entry.reason() != null && PUT_OFF.contains(entry.reason());
    }

    private @Nullable Trouble ofRoute(MailRoute.Status status) {
        HoldScope scope = HoldScope.route(status.name());
        List<TransportStatus> broken = status.transports().stream()
                .filter(one -> one.condition() != Condition.WORKING && isLasting(one.since()))
                .toList();
        if (broken.isEmpty()) {
            return null;
        }
        Instant since = broken.stream()
                .map(one -> Objects.requireNonNull(one.since()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        String said = broken.get(0).reason();
        if (broken.size() < status.transports().size()) {
            return status.fallback() == null
                    ? null
                    : new Trouble(
                            Kind.FALLBACK, scope, Objects.requireNonNullElse(status.fallbackSince(), since), said);
        }
        boolean refuses = broken.stream().allMatch(one -> one.condition() == Condition.MISCONFIGURED);
        return new Trouble(refuses ? Kind.SERVER_REFUSES : Kind.SERVER_DOWN, scope, since, said);
    }

    private boolean isLasting(@Nullable Instant since) {
        return since != null && !since.isAfter(clock.instant().minus(HICCUP));
    }

    /** What mails say that were tried elsewhere. */
    private Map<HoldScope, Trouble> fromOtherNodes() {
        Set<String> ours = routes.get().stream().map(MailRoute.Status::name).collect(Collectors.toSet());
        Map<HoldScope, Trouble> found = new LinkedHashMap<>();
        for (EntryReason reason : SERVER) {
            List<OutboxEntry> tried = new ArrayList<>(outbox.page(OutboxQuery.all()
                            .inState(EntryState.QUEUED)
                            .forReason(reason.code())
                            .atMost(LOOKED_AT))
                    .entries());
            tried.sort(Comparator.comparing(OutboxEntry::createdAt));
            for (OutboxEntry entry : tried) {
                if (!ours.contains(entry.route()) && isLasting(entry.createdAt())) {
                    HoldScope scope = HoldScope.route(entry.route());
                    found.putIfAbsent(scope, new Trouble(Kind.SERVER_DOWN, scope, entry.createdAt(), ""));
                }
            }
        }
        return found;
    }
}
