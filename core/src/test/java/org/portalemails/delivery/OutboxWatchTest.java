package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.delivery.OutboxWatch.Kind;
import org.portalemails.delivery.OutboxWatch.Trouble;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.Settlement;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.MailRoute.Condition;
import org.portalemails.transport.MailRoute.Status;
import org.portalemails.transport.MailRoute.TransportStatus;

@DisplayName("What is wrong with the sending of mails")
class OutboxWatchTest {
    private static final HoldScope ROUTE = HoldScope.route(PlannedMail.DEFAULT_ROUTE);

    private final SettableClock clock = new SettableClock();
    private final Instant start = clock.instant();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
    private List<Status> routes = List.of();
    private final OutboxWatch watch = new OutboxWatch(outbox, () -> routes, Duration.ofMinutes(5), clock);

    private static TransportStatus transport(String name, Condition condition, @Nullable Instant since) {
        return new TransportStatus(name, condition, since, condition == Condition.WORKING ? "" : "connection refused");
    }

    private void route(@Nullable String fallback, TransportStatus... transports) {
        routes = List.of(
                new Status(PlannedMail.DEFAULT_ROUTE, List.of(transports), fallback, fallback == null ? null : start));
    }

    private void settleOne(Disposition disposition) {
        ClaimedMail claim =
                outbox.claim(new ClaimRequest("node", 1, Duration.ofHours(1))).get(0);
        outbox.settle(List.of(new Settlement(claim, disposition, null)));
    }

    @Test
    @DisplayName("is nothing while mails leave, and while they have waited for a short time only")
    void nothing() {
        assertThat(watch.troubles()).isEmpty();
        outbox.append(List.of(SampleMails.plain()));
        clock.advance(Duration.ofMinutes(5));
        assertThat(watch.troubles()).isEmpty();
        assertThat(watch.nothingLeaves()).isFalse();
    }

    @Test
    @DisplayName("is a server that is away for half a minute, since it was first so, until it is back")
    void down() {
        route(null, transport("first", Condition.DOWN, start));
        clock.advance(Duration.ofSeconds(29));
        assertThat(watch.troubles()).as("a hiccup").isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(watch.troubles()).containsExactly(new Trouble(Kind.SERVER_DOWN, ROUTE, start, "connection refused"));
        route(null, transport("first", Condition.MISCONFIGURED, start));
        assertThat(watch.troubles()).extracting(Trouble::kind).containsExactly(Kind.SERVER_REFUSES);
        route(null, transport("first", Condition.WORKING, null));
        assertThat(watch.troubles()).isEmpty();
    }

    @Test
    @DisplayName("is a fallback while another server carries the mails, and a server that is away when that is, too")
    void fallback() {
        clock.advance(Duration.ofMinutes(1));
        route("second", transport("first", Condition.DOWN, start), transport("second", Condition.WORKING, null));
        assertThat(watch.troubles()).extracting(Trouble::kind).containsExactly(Kind.FALLBACK);
        route(
                null,
                transport("first", Condition.DOWN, start),
                transport("second", Condition.DOWN, start.plusSeconds(20)));
        assertThat(watch.troubles())
                .containsExactly(new Trouble(Kind.SERVER_DOWN, ROUTE, start.plusSeconds(20), "connection refused"));
    }

    @Test
    @DisplayName("is read from the mails, too, where no dispatcher runs beside the page")
    void elsewhere() {
        outbox.append(List.of(SampleMails.plain()));
        settleOne(new Disposition.Again(Duration.ofHours(1), true, false, EntryReason.UNREACHABLE));
        clock.advance(Duration.ofMinutes(1));
        assertThat(watch.troubles()).containsExactly(new Trouble(Kind.SERVER_DOWN, ROUTE, start, ""));
        route(null, transport("first", Condition.WORKING, null));
        assertThat(watch.troubles()).as("our node knows better").isEmpty();
    }

    @Test
    @DisplayName("is a hold that a refused configuration made, and not one of an operator")
    void holds() {
        HoldScope group = HoldScope.group(SampleEvents.GROUP);
        outbox.hold(HoldScope.EVERYTHING, "the provider moves", "claire");
        outbox.holdMisconfigured(group, "550 5.7.1 sender refused", Duration.ofMinutes(1));
        assertThat(watch.troubles())
                .containsExactly(new Trouble(Kind.SERVER_REFUSES, group, start, "550 5.7.1 sender refused"));
    }

    @Test
    @DisplayName("is that mails wait for too long, and nothing leaves, unless something was sent meanwhile")
    void late() {
        outbox.append(List.of(SampleMails.plain()));
        clock.advance(Duration.ofMinutes(6));
        assertThat(watch.troubles()).containsExactly(new Trouble(Kind.LATE, HoldScope.EVERYTHING, start, ""));
        assertThat(watch.nothingLeaves()).isTrue();
        outbox.append(List.of(SampleMails.plain()));
        settleOne(new Disposition.Again(Duration.ofHours(1), true, false, EntryReason.UNKNOWN));
        settleOne(new Disposition.Sent());
        assertThat(watch.nothingLeaves()).isFalse();
        clock.advance(Duration.ofMinutes(6));
        assertThat(watch.nothingLeaves()).isTrue();
    }

    @Test
    @DisplayName(
            "is not that the server of a recipient wants a mail later, unless those of several do and nothing leaves")
    void putOff() {
        for (String domain : List.of("one", "two")) {
            outbox.append(List.of(SampleMails.plain("G", "marie@" + domain + ".example")));
            settleOne(new Disposition.Again(Duration.ofHours(1), true, false, EntryReason.TRY_LATER));
        }
        clock.advance(Duration.ofMinutes(6));
        assertThat(watch.troubles()).isEmpty();
        assertThat(watch.nothingLeaves()).isFalse();
        PlannedMail again = SampleMails.plain("G", "luc@two.example");
        outbox.append(List.of(again));
        settleOne(new Disposition.End(EntryReason.REJECTED));
        clock.advance(Duration.ofMinutes(6));
        outbox.requeue(again.id());
        assertThat(watch.troubles())
                .as("one that is queued again waits for no time yet")
                .isEmpty();
        assertThat(watch.nothingLeaves()).isFalse();
        outbox.cancel(again.id(), "by-hand");
        outbox.append(List.of(SampleMails.plain("G", "marie@three.example")));
        settleOne(new Disposition.Again(Duration.ofHours(1), true, false, EntryReason.TRY_LATER));
        clock.advance(Duration.ofMinutes(6));
        assertThat(watch.nothingLeaves()).isTrue();
        assertThat(watch.troubles()).isEmpty();
    }

    @Test
    @DisplayName(
            "is that mails wait for too long, too, while the settings of one group are refused or another server carries mails")
    void lateBesideOthers() {
        outbox.append(List.of(SampleMails.plain()));
        outbox.holdMisconfigured(HoldScope.group(SampleEvents.GROUP), "535 no", Duration.ofMinutes(1));
        route("second", transport("first", Condition.DOWN, start), transport("second", Condition.WORKING, null));
        clock.advance(Duration.ofMinutes(6));
        assertThat(watch.troubles())
                .extracting(Trouble::kind)
                .containsExactly(Kind.SERVER_REFUSES, Kind.FALLBACK, Kind.LATE);
        route(null, transport("first", Condition.DOWN, start), transport("second", Condition.DOWN, start));
        assertThat(watch.troubles())
                .extracting(Trouble::kind)
                .as("mails wait for a server")
                .containsExactly(Kind.SERVER_DOWN, Kind.SERVER_REFUSES);
        outbox.append(List.of(SampleMails.plain(CompanyId.DEFAULT, "north", "n@customer.example")));
        clock.advance(Duration.ofMinutes(6));
        assertThat(watch.troubles())
                .extracting(Trouble::kind)
                .as("and others for nothing that is known")
                .containsExactly(Kind.SERVER_DOWN, Kind.SERVER_REFUSES, Kind.LATE);
    }
}
