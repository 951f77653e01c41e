package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.CustomerGroup;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.recovery.NewRecoveryRequest;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRecord;
import org.portalemails.recovery.RecoveryReply;
import org.portalemails.recovery.RecoveryRequest;
import org.portalemails.recovery.RecoveryRequests.Taken;

/**
 * What every {@link org.portalemails.recovery.RecoveryRequests} must do. To join: extend, and return an adapter whose tables are
 * empty and whose clock is the real time.
 */
@DisplayName("Requests for recovery")
public abstract class RecoveryRequestsContract {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String MARIE = "Marie.Tremblay@erables.example";
    private static final RecoveryPolicy UNLIMITED = RecoveryPolicy.standard().limitedTo(RequestLimits.none());

    /** The adapter; each test begins with a new one. */
    protected RecoveryUnderTest adapter;

    /** For adapters. */
    protected RecoveryRequestsContract() {}

    /**
     * An empty adapter.
     *
     * @return a new one for each test
     */
    protected abstract RecoveryUnderTest emptyRecovery();

    /**
     * Lets time pass for the requests that {@link #adapter} holds, without waiting for it: afterwards each was made and is due so
     * much earlier.
     *
     * @param time how much
     */
    protected abstract void age(Duration time);

    @BeforeEach
    void begin() {
        adapter = emptyRecovery();
    }

    private static NewRecoveryRequest request(@Nullable String address) {
        return NewRecoveryRequest.of(
                RecoveryKind.PASSWORD, address == null ? null : EmailAddress.of(address), Locale.CANADA_FRENCH);
    }

    private Taken takeOne(RecoveryPolicy policy) {
        return adapter.requests().take(LEASE, policy).orElseThrow();
    }

    private RecoveryRequest admitted(RecoveryPolicy policy) {
        RecoveryRequest request = takeOne(policy).request();
        assertThat(request).isNotNull();
        return request;
    }

    private static RecoveryPolicy perAddress(long most, Duration window) {
        return UNLIMITED.limitedTo(UNLIMITED.limits().perAddress(new RequestLimit(most, window)));
    }

    private boolean conclude(RecoveryRequest request, List<RecoveryReply> replies, RequestLimit perGroup) {
        return conclude(request, replies, RequestLimits.none().perGroup(perGroup));
    }

    private boolean conclude(RecoveryRequest request, List<RecoveryReply> replies, RequestLimits limits) {
        return adapter.requests().conclude(request, RecoveryOutcome.ANSWERED, replies, limits);
    }

    private static RecoveryReply reply(String group) {
        return reply(group, CompanyId.DEFAULT);
    }

    private static RecoveryReply reply(String group, CompanyId company) {
        CustomerGroup known = new CustomerGroup(new CustomerGroupId(group), group, true, company);
        return new RecoveryReply(known, List.of(SampleMails.plain(group, MARIE)));
    }

    private List<OutboxEntry> entries() {
        return adapter.administration().find(OutboxQuery.all().atMost(1_000));
    }

    @Test
    @DisplayName("are taken once, the oldest first, with everything that was asked")
    void takenOnce() {
        NewRecoveryRequest first = request(MARIE);
        NewRecoveryRequest second =
                NewRecoveryRequest.of(RecoveryKind.USER_NAME, EmailAddress.of("john@erables.example"), null);
        adapter.requests().submit(first);
        adapter.requests().submit(second);
        RecoveryRequest taken = admitted(UNLIMITED);
        assertThat(taken.id()).isEqualTo(first.id());
        assertThat(taken.kind()).isEqualTo(RecoveryKind.PASSWORD);
        assertThat(taken.address()).isEqualTo(EmailAddress.of(MARIE));
        assertThat(taken.language()).isEqualTo(Locale.CANADA_FRENCH);
        assertThat(taken.toString()).doesNotContain("Marie");
        RecoveryRequest other = admitted(UNLIMITED);
        assertThat(other.id()).isEqualTo(second.id());
        assertThat(other.kind()).isEqualTo(RecoveryKind.USER_NAME);
        assertThat(other.language()).isNull();
        assertThat(adapter.requests().take(LEASE, UNLIMITED)).isEmpty();
    }

    @Test
    @DisplayName("end together with their answers, and are not taken again")
    void conclusion() {
        adapter.requests().submit(request(MARIE));
        RecoveryRequest request = admitted(UNLIMITED);
        assertThat(adapter.requests().newest(5)).singleElement().satisfies(waiting -> assertThat(waiting.outcome())
                .isNull());
        assertThat(conclude(request, List.of(reply("G"), reply("H")), RequestLimit.none()))
                .isTrue();
        assertThat(entries()).hasSize(2).allMatch(entry -> entry.state() == EntryState.QUEUED);
        assertThat(adapter.requests().newest(5)).singleElement().satisfies(ended -> assertThat(ended.outcome())
                .isEqualTo(RecoveryOutcome.ANSWERED));
        assertThat(conclude(request, List.of(reply("G")), RequestLimit.none())).isFalse();
        assertThat(entries()).hasSize(2);
        assertThat(adapter.requests().take(LEASE, UNLIMITED)).isEmpty();
    }

    @Test
    @DisplayName("come back when their lease ends; then the first who took them can write nothing")
    void fencing() {
        adapter.requests().submit(request(MARIE));
        RecoveryRequest lost = Optional.ofNullable(adapter.requests()
                        .take(Duration.ofMillis(1), UNLIMITED)
                        .orElseThrow()
                        .request())
                .orElseThrow();
        List<Taken> again = new ArrayList<>();
        Waiting.until(() -> {
            adapter.requests().take(LEASE, UNLIMITED).ifPresent(again::add);
            return !again.isEmpty();
        });
        assertThat(conclude(lost, List.of(reply("G")), RequestLimit.none())).isFalse();
        adapter.requests().postpone(lost, Duration.ZERO);
        assertThat(adapter.requests().take(LEASE, UNLIMITED)).as("still leased").isEmpty();
        assertThat(entries()).isEmpty();
        RecoveryRequest held = Optional.ofNullable(again.get(0).request()).orElseThrow();
        assertThat(conclude(held, List.of(reply("G")), RequestLimit.none())).isTrue();
        assertThat(entries()).hasSize(1);
    }

    @Test
    @DisplayName("can be put back, and count once however often they are taken")
    void postponed() {
        RecoveryPolicy one = perAddress(1, HOUR);
        adapter.requests().submit(request(MARIE));
        RecoveryRequest request = admitted(one);
        adapter.requests().postpone(request, Duration.ZERO);
        RecoveryRequest again = admitted(one);
        assertThat(again.id()).isEqualTo(request.id());
        assertThat(again.fence()).isGreaterThan(request.fence());
        adapter.requests().postpone(again, HOUR);
        assertThat(adapter.requests().take(LEASE, one)).isEmpty();
        adapter.requests().submit(request(MARIE));
        assertThat(takeOne(one).record().outcome()).isEqualTo(RecoveryOutcome.LIMIT_REACHED);
    }

    @Test
    @DisplayName("that are no address end at once")
    void malformed() {
        adapter.requests().submit(request(null));
        Taken malformed = takeOne(UNLIMITED);
        assertThat(malformed.request()).isNull();
        assertThat(malformed.record().outcome()).isEqualTo(RecoveryOutcome.MALFORMED);
        assertThat(adapter.requests().take(LEASE, UNLIMITED)).isEmpty();
    }

    @Test
    @DisplayName("that are too old end at once and do not count; younger ones are answered")
    void tooOld() {
        RecoveryPolicy policy = perAddress(1, HOUR).linksValidFor(Duration.ofMinutes(10));
        NewRecoveryRequest old = request(MARIE);
        adapter.requests().submit(old);
        age(Duration.ofMinutes(11));
        Taken expired = takeOne(policy);
        assertThat(expired.record().id()).isEqualTo(old.id());
        assertThat(expired.request()).isNull();
        assertThat(expired.record().outcome()).isEqualTo(RecoveryOutcome.EXPIRED);
        assertThat(adapter.requests().take(LEASE, policy)).isEmpty();
        adapter.requests().submit(request(MARIE));
        age(Duration.ofMinutes(9));
        assertThat(takeOne(policy).request()).isNotNull();
    }

    @Test
    @DisplayName("that wait are part of what is kept about a person, and go when he is forgotten, taken or not")
    void privacy() {
        NewRecoveryRequest taken = request(MARIE);
        NewRecoveryRequest waiting = request(MARIE.toLowerCase(Locale.ROOT));
        NewRecoveryRequest other = request("john@erables.example");
        adapter.requests().submit(taken);
        RecoveryRequest held = admitted(UNLIMITED);
        adapter.requests().submit(waiting);
        adapter.requests().submit(other);
        EmailAddress marie = EmailAddress.of(MARIE.toUpperCase(Locale.ROOT));
        assertThat(adapter.administration().exportRequests(marie))
                .extracting(OutboxAdministration.WaitingRequest::id, OutboxAdministration.WaitingRequest::kindCode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(taken.id(), RecoveryKind.PASSWORD.code()),
                        org.assertj.core.groups.Tuple.tuple(waiting.id(), RecoveryKind.PASSWORD.code()));

        OutboxAdministration.Erasure erasure = adapter.administration().eraseRecipient(marie);

        assertThat(erasure.erased()).isEqualTo(2);
        assertThat(erasure.complete()).isTrue();
        assertThat(adapter.administration().exportRequests(marie)).isEmpty();
        assertThat(conclude(held, List.of(reply("G")), RequestLimit.none()))
                .as("whoever had taken it writes nothing")
                .isFalse();
        assertThat(entries()).isEmpty();
        assertThat(admitted(UNLIMITED).id()).isEqualTo(other.id());
        assertThat(adapter.requests().take(LEASE, UNLIMITED)).isEmpty();
    }

    @Test
    @DisplayName("are limited for each address in whatever case it is written, and for nobody else")
    void perAddress() {
        RecoveryPolicy two = perAddress(2, HOUR);
        for (String address : List.of(MARIE, MARIE.toUpperCase(Locale.ROOT), MARIE, "john@erables.example")) {
            adapter.requests().submit(request(address));
        }
        List<@Nullable RecoveryOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            outcomes.add(takeOne(two).record().outcome());
        }
        assertThat(outcomes).containsExactly(null, null, RecoveryOutcome.LIMIT_REACHED, null);
    }

    @Test
    @DisplayName("are limited for the whole system; what that limit stops does not count for its address")
    void wholeSystem() {
        RequestLimit two = new RequestLimit(2, HOUR);
        RecoveryPolicy policy = UNLIMITED.limitedTo(
                UNLIMITED.limits().perAddress(new RequestLimit(3, HOUR)).wholeSystem(two));
        for (int i = 0; i < 4; i++) {
            adapter.requests().submit(request(MARIE));
        }
        List<@Nullable RecoveryOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            outcomes.add(takeOne(policy).record().outcome());
        }
        assertThat(outcomes).containsExactly(null, null, RecoveryOutcome.LIMIT_REACHED, RecoveryOutcome.LIMIT_REACHED);
        RecoveryPolicy lifted = UNLIMITED.limitedTo(UNLIMITED.limits().perAddress(new RequestLimit(3, HOUR)));
        adapter.requests().submit(request(MARIE));
        adapter.requests().submit(request(MARIE));
        assertThat(takeOne(lifted).record().outcome()).as("the third").isNull();
        assertThat(takeOne(lifted).record().outcome()).isEqualTo(RecoveryOutcome.LIMIT_REACHED);
    }

    @Test
    @DisplayName("are limited for each group: what is over it stands in the outbox as skipped")
    void perGroup() {
        RequestLimit one = new RequestLimit(1, HOUR);
        for (int i = 0; i < 2; i++) {
            adapter.requests().submit(request(MARIE));
            assertThat(conclude(admitted(UNLIMITED), List.of(reply("G" + i), reply("SAME")), one))
                    .isTrue();
        }
        assertThat(entries())
                .extracting(entry -> entry.group().value(), OutboxEntry::state, OutboxEntry::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("G0", EntryState.QUEUED, null),
                        org.assertj.core.groups.Tuple.tuple("SAME", EntryState.QUEUED, null),
                        org.assertj.core.groups.Tuple.tuple("G1", EntryState.QUEUED, null),
                        org.assertj.core.groups.Tuple.tuple(
                                "SAME", EntryState.SKIPPED, SkipReason.LIMIT_REACHED.code()));
    }

    @Test
    @DisplayName("are limited for each company: a request counts once for it, however many of its groups answer")
    void perCompany() {
        CompanyId one = new CompanyId("ONE");
        CompanyId two = new CompanyId("TWO");
        RequestLimits limits =
                RequestLimits.none().perGroup(new RequestLimit(10, HOUR)).perCompany(new RequestLimit(2, HOUR));
        for (int i = 0; i < 3; i++) {
            adapter.requests().submit(request(MARIE));
            List<RecoveryReply> replies = new ArrayList<>(List.of(reply("A" + i, one), reply("B" + i, one)));
            if (i > 0) {
                replies.add(reply("C" + i, two));
            }
            assertThat(conclude(admitted(UNLIMITED), replies, limits)).isTrue();
        }
        assertThat(entries())
                .filteredOn(entry -> SkipReason.LIMIT_REACHED.code().equals(entry.reason()))
                .extracting(entry -> entry.group().value())
                .containsExactlyInAnyOrder("A2", "B2");
        assertThat(entries()).hasSize(8);
    }

    @Test
    @DisplayName("may be asked for again when the window is over, by the clock of the storage")
    void windows() {
        RecoveryPolicy one = perAddress(1, Duration.ofSeconds(1));
        adapter.requests().submit(request(MARIE));
        assertThat(takeOne(one).request()).isNotNull();
        List<@Nullable RecoveryOutcome> outcomes = new ArrayList<>();
        Waiting.until(() -> {
            adapter.requests().submit(request(MARIE));
            RecoveryOutcome outcome = takeOne(one).record().outcome();
            outcomes.add(outcome);
            return outcome == null;
        });
        assertThat(outcomes.subList(0, outcomes.size() - 1)).containsOnly(RecoveryOutcome.LIMIT_REACHED);
    }

    @Test
    @DisplayName("a limit of nothing lets nothing pass")
    void zero() {
        for (int i = 0; i < 2; i++) {
            adapter.requests().submit(request(MARIE));
            assertThat(takeOne(perAddress(0, HOUR)).record().outcome()).isEqualTo(RecoveryOutcome.LIMIT_REACHED);
        }
    }

    @Test
    @DisplayName("of 200 for one address that eight threads take at once, exactly as many pass as the limit allows")
    void exactUnderConcurrency() throws Exception {
        int limit = 7;
        RecoveryPolicy policy = UNLIMITED.limitedTo(
                UNLIMITED.limits().perAddress(new RequestLimit(limit, HOUR)).wholeSystem(new RequestLimit(100, HOUR)));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                work.add(() -> {
                    for (int i = 0; i < 25; i++) {
                        adapter.requests().submit(request(MARIE));
                    }
                    int passed = 0;
                    Optional<Taken> taken = adapter.requests().take(LEASE, policy);
                    while (taken.isPresent()) {
                        RecoveryRequest request = taken.get().request();
                        if (request != null) {
                            passed++;
                            assertThat(conclude(request, List.of(reply("G")), new RequestLimit(5, HOUR)))
                                    .isTrue();
                        }
                        taken = adapter.requests().take(LEASE, policy);
                    }
                    return passed;
                });
            }
            int passed = 0;
            for (Future<Integer> future : threads.invokeAll(work)) {
                passed += future.get();
            }
            // A thread may have found nothing while others held what there was.
            Optional<Taken> rest = adapter.requests().take(LEASE, policy);
            while (rest.isPresent()) {
                passed += rest.get().request() == null ? 0 : 1;
                rest = adapter.requests().take(LEASE, policy);
            }
            assertThat(passed).isEqualTo(limit);
        } finally {
            threads.shutdownNow();
        }
        assertThat(entries())
                .filteredOn(entry -> entry.state() == EntryState.QUEUED)
                .hasSize(5);
        assertThat(adapter.requests().newest(1_000))
                .hasSize(200)
                .filteredOn(record -> record.outcome() == RecoveryOutcome.LIMIT_REACHED)
                .hasSize(200 - limit);
    }

    @Test
    @DisplayName("are forgotten when they ended long enough ago; those that wait are not")
    void purge() {
        NewRecoveryRequest waiting = request("john@erables.example");
        adapter.requests().submit(request(MARIE));
        RecoveryPolicy short1 = perAddress(1, Duration.ofSeconds(1));
        assertThat(conclude(admitted(short1), List.of(), RequestLimit.none())).isTrue();
        adapter.requests().submit(waiting);
        assertThat(adapter.requests().purge(HOUR)).isZero();
        Waiting.until(() -> adapter.requests().purge(Duration.ofMillis(1)) == 1);
        assertThat(adapter.requests().newest(10)).extracting(RecoveryRecord::id).containsExactly(waiting.id());
        assertThat(admitted(short1).id()).isEqualTo(waiting.id());
    }

    @Test
    @DisplayName("see which addresses are suppressed, for all companies or for one")
    void suppressions() {
        EmailAddress gone = EmailAddress.of("gone@customer.example");
        adapter.suppressionList().suppress(gone, "5.1.1");
        EmailAddress refused = EmailAddress.of("refused@customer.example");
        adapter.suppressionList().suppress(new CompanyId("ONE"), refused, "5.1.1");
        List<EmailAddress> all = List.of(gone, refused, EmailAddress.of(MARIE));
        assertThat(adapter.requests().suppressedAmong(CompanyId.DEFAULT, all)).containsExactly(gone);
        assertThat(adapter.requests().suppressedAmong(new CompanyId("ONE"), all))
                .containsExactlyInAnyOrder(gone, refused);
    }
}
