package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkFate;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkRecord;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

/**
 * What every {@link OneTimeLinks} must do. To join: extend, and return an adapter that holds no link, whose clock is the real time, and whose
 * calls are each a transaction of its own.
 *
 * @since 0.1.0
 */
@DisplayName("Links that work once")
public abstract class OneTimeLinksContract {
    private static final LinkPurpose RESET = LinkPurpose.PASSWORD_RESET;
    private static final LinkPurpose REGISTRATION = LinkPurpose.REGISTRATION;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String MARIE = "account-of-marie";
    private static final String HERS = "browser-of-marie";
    private static final LinkAnswer FIRST = new LinkAnswer(LinkState.VALID, MARIE, false);

    /** The adapter; each test begins with a new one. */
    protected LinksUnderTest adapter;

    /** For adapters. */
    protected OneTimeLinksContract() {}

    /**
     * An adapter without a link.
     *
     * @return a new one for each test
     */
    protected abstract LinksUnderTest emptyLinks();

    /**
     * Lets time pass for the links that {@link #adapter} holds, without waiting for it: afterwards all that happened to them happened so much
     * earlier, and they end so much earlier.
     *
     * @param time how much
     */
    protected abstract void age(Duration time);

    @BeforeEach
    void begin() {
        adapter = emptyLinks();
    }

    private OneTimeLinks links() {
        return adapter.links();
    }

    private LinkToken issue() {
        return links().issue(RESET, MARIE, Instant.now().plus(HOUR));
    }

    private LinkState redeemed(LinkToken token, String browser) {
        return links().redeem(RESET, token, browser).state();
    }

    private LinkRecord newest() {
        return adapter.administration().newest(RESET, List.of(MARIE)).get(MARIE);
    }

    @Test
    @DisplayName("are secrets that nobody guesses: 256 bits, never the same, not shown in a log")
    void secrets() {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            LinkToken token = issue();
            assertThat(token.value()).matches("[A-Za-z0-9_-]{43}");
            assertThat(token.toString()).doesNotContain(token.value());
            assertThat(token.hash()).matches("[0-9a-f]{64}");
            all.add(token.value());
        }
        assertThat(all).hasSize(100);
    }

    @Test
    @DisplayName("can be inspected any number of times and are as good as new")
    void inspecting() {
        LinkToken token = issue();
        for (int i = 0; i < 20; i++) {
            assertThat(links().inspect(RESET, token)).isEqualTo(FIRST);
        }
        assertThat(links().redeem(RESET, token, HERS)).isEqualTo(FIRST);
        assertThat(links().inspect(RESET, token)).isEqualTo(new LinkAnswer(LinkState.USED, MARIE, false));
    }

    @Test
    @DisplayName("are used up by the first who redeems them; another browser is told so")
    void once() {
        LinkToken token = issue();
        assertThat(links().redeem(RESET, token, HERS)).isEqualTo(FIRST);
        assertThat(links().redeem(RESET, token, "browser-of-a-thief"))
                .isEqualTo(new LinkAnswer(LinkState.USED, MARIE, false));
    }

    @Test
    @DisplayName("answer the same browser as the first time, for a few minutes")
    void repeated() {
        LinkToken token = issue();
        links().redeem(RESET, token, HERS);
        assertThat(links().redeem(RESET, token, HERS)).isEqualTo(new LinkAnswer(LinkState.VALID, MARIE, true));
        age(OneTimeLinks.REPEAT_WINDOW.minusSeconds(30));
        assertThat(links().redeem(RESET, token, HERS).repeated()).isTrue();
        age(Duration.ofSeconds(31));
        assertThat(redeemed(token, HERS)).isEqualTo(LinkState.USED);
    }

    @Test
    @DisplayName("never take two browsers without a cookie for the same one")
    void withoutCookie() {
        for (String none : List.of("", " ")) {
            LinkToken token = issue();
            assertThat(redeemed(token, none)).isEqualTo(LinkState.VALID);
            assertThat(redeemed(token, none)).isEqualTo(LinkState.USED);
        }
    }

    @Test
    @DisplayName("expire by the clock of the storage, and can then be neither used nor repeated")
    void expiry() {
        LinkToken token = issue();
        age(HOUR.minusMinutes(1));
        assertThat(links().inspect(RESET, token)).isEqualTo(FIRST);
        age(Duration.ofMinutes(2));
        assertThat(links().inspect(RESET, token)).isEqualTo(new LinkAnswer(LinkState.EXPIRED, MARIE, false));
        assertThat(redeemed(token, HERS)).isEqualTo(LinkState.EXPIRED);
        assertThat(newest().fate()).isEqualTo(LinkFate.EXPIRED);
    }

    @Test
    @DisplayName("that were used stay used when their time is over")
    void usedAndOver() {
        LinkToken token = issue();
        links().redeem(RESET, token, HERS);
        age(HOUR.multipliedBy(2));
        assertThat(redeemed(token, HERS)).isEqualTo(LinkState.USED);
        assertThat(newest().fate()).isEqualTo(LinkFate.USED);
    }

    @Test
    @DisplayName("are superseded by a newer one of the same reference and purpose, and by no other")
    void superseded() {
        LinkToken first = issue();
        LinkToken other = links().issue(RESET, "account-of-john", Instant.now().plus(HOUR));
        LinkToken invitation = links().issue(REGISTRATION, MARIE, Instant.now().plus(HOUR));
        List<LinkToken> older = new ArrayList<>(List.of(first));
        for (int i = 0; i < 5; i++) {
            LinkToken newer = issue();
            for (LinkToken old : older) {
                assertThat(links().inspect(RESET, old)).isEqualTo(new LinkAnswer(LinkState.SUPERSEDED, MARIE, false));
                assertThat(redeemed(old, HERS)).isEqualTo(LinkState.SUPERSEDED);
            }
            assertThat(links().inspect(RESET, newer)).isEqualTo(FIRST);
            older.add(newer);
        }
        assertThat(redeemed(older.get(5), HERS)).isEqualTo(LinkState.VALID);
        assertThat(redeemed(older.get(4), HERS)).isEqualTo(LinkState.SUPERSEDED);
        assertThat(links().inspect(RESET, other).isValid()).isTrue();
        assertThat(links().inspect(REGISTRATION, invitation).isValid()).isTrue();
    }

    @Test
    @DisplayName("that were used before a newer one came are told as used")
    void usedThenSuperseded() {
        LinkToken first = issue();
        links().redeem(RESET, first, HERS);
        assertThat(redeemed(issue(), HERS)).isEqualTo(LinkState.VALID);
        assertThat(redeemed(first, "another")).isEqualTo(LinkState.USED);
    }

    @Test
    @DisplayName("are superseded also by one that ended before them, whatever was purged")
    void supersededByAShorterOne() {
        LinkToken longer = links().issue(RESET, MARIE, Instant.now().plus(HOUR.multipliedBy(10)));
        issue();
        age(HOUR.multipliedBy(5));
        assertThat(adapter.administration().purge(HOUR)).isZero();
        assertThat(links().inspect(RESET, longer).state()).isEqualTo(LinkState.SUPERSEDED);
    }

    @Test
    @DisplayName("are unknown to the page of another purpose, which cannot use them up")
    void otherPurpose() {
        LinkToken invitation = links().issue(REGISTRATION, MARIE, Instant.now().plus(HOUR));
        assertThat(links().inspect(RESET, invitation)).isEqualTo(LinkAnswer.unknown());
        assertThat(links().redeem(RESET, invitation, HERS)).isEqualTo(LinkAnswer.unknown());
        assertThat(links().redeem(REGISTRATION, invitation, HERS)).isEqualTo(FIRST);
    }

    @Test
    @DisplayName("that nobody issued are unknown, whatever they look like")
    void unknown() {
        issue();
        for (LinkToken token : List.of(
                LinkToken.random(),
                LinkToken.received(null),
                LinkToken.received(""),
                LinkToken.received("x".repeat(100_000)),
                LinkToken.received("' OR '1'='1"),
                LinkToken.received("\u0000é🙂"),
                new LinkToken(issue().hash()))) {
            assertThat(links().inspect(RESET, token)).isEqualTo(LinkAnswer.unknown());
            assertThat(links().redeem(RESET, token, HERS)).isEqualTo(LinkAnswer.unknown());
        }
    }

    @Test
    @DisplayName("can be revoked by their reference, all that are unused and no others")
    void revoked() {
        LinkToken used = issue();
        links().redeem(RESET, used, HERS);
        LinkToken token = issue();
        LinkToken other = links().issue(RESET, "account-of-john", Instant.now().plus(HOUR));
        LinkToken invitation = links().issue(REGISTRATION, MARIE, Instant.now().plus(HOUR));

        assertThat(links().revoke(RESET, MARIE)).isEqualTo(1);
        assertThat(links().revoke(RESET, MARIE)).isZero();

        assertThat(links().inspect(RESET, token)).isEqualTo(LinkAnswer.unknown());
        assertThat(links().redeem(RESET, token, HERS)).isEqualTo(LinkAnswer.unknown());
        assertThat(links().inspect(RESET, used).state()).isEqualTo(LinkState.USED);
        assertThat(links().inspect(RESET, other).isValid()).isTrue();
        assertThat(links().inspect(REGISTRATION, invitation).isValid()).isTrue();
        assertThat(newest().fate()).isEqualTo(LinkFate.REVOKED);
        assertThat(links().inspect(RESET, issue()).isValid()).as("a new one").isTrue();
    }

    @Test
    @DisplayName("have a fate that staff can follow: sent, opened by a person, used; and how often one was made")
    void fates() {
        assertThat(adapter.administration().newest(RESET, List.of(MARIE, "nobody")))
                .isEmpty();
        assertThat(adapter.administration().newest(RESET, List.of())).isEmpty();
        issue();
        LinkToken token = issue();
        assertThat(newest().fate()).isEqualTo(LinkFate.SENT);
        assertThat(newest().issues()).isEqualTo(2);
        assertThat(newest().openedAt()).isNull();

        links().inspect(RESET, token);
        assertThat(newest().fate()).isEqualTo(LinkFate.OPENED);
        Instant opened = newest().openedAt();
        assertThat(opened).isNotNull();
        links().inspect(RESET, token);
        assertThat(newest().openedAt()).as("the first time").isEqualTo(opened);

        links().redeem(RESET, token, HERS);
        assertThat(newest().fate()).isEqualTo(LinkFate.USED);
        assertThat(newest().usedAt()).isNotNull();
        assertThat(newest().reference()).isEqualTo(MARIE);
        links().issue(RESET, "account-of-john", Instant.now().plus(HOUR));
        assertThat(adapter.administration().newest(RESET, List.of(MARIE, "account-of-john", "nobody")))
                .containsOnlyKeys(MARIE, "account-of-john");
    }

    @Test
    @DisplayName("are forgotten when their time was over long enough ago; those that are young are not")
    void purge() {
        LinkToken old = issue();
        links().redeem(RESET, old, HERS);
        LinkToken superseding = issue();
        age(HOUR.multipliedBy(3));
        LinkToken young = links().issue(RESET, "account-of-john", Instant.now().plus(HOUR.multipliedBy(24)));
        assertThat(adapter.administration().purge(HOUR.multipliedBy(3))).isZero();
        assertThat(links().inspect(RESET, superseding).state()).isEqualTo(LinkState.EXPIRED);

        assertThat(adapter.administration().purge(HOUR)).isEqualTo(2);

        assertThat(links().inspect(RESET, old)).isEqualTo(LinkAnswer.unknown());
        assertThat(links().inspect(RESET, superseding)).isEqualTo(LinkAnswer.unknown());
        assertThat(links().inspect(RESET, young).isValid()).isTrue();
    }

    @Test
    @DisplayName("need a reference of at most 200 characters, and any character will do")
    void references() {
        for (String wrong : List.of("", "  ", "x".repeat(201))) {
            assertThatThrownBy(() -> links().issue(RESET, wrong, Instant.now().plus(HOUR)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String right : List.of("x".repeat(200), "Émilie ’ % _ 🙂", "Case", "case")) {
            LinkToken token = links().issue(RESET, right, Instant.now().plus(HOUR));
            assertThat(links().inspect(RESET, token)).isEqualTo(new LinkAnswer(LinkState.VALID, right, false));
        }
    }

    @Test
    @DisplayName("of 200 redeems by eight threads at once exactly one succeeds")
    void exactlyOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            LinkToken token = issue();
            List<LinkState> answers = atOnce(200, i -> redeemed(token, "browser-" + i));
            assertThat(Collections.frequency(answers, LinkState.VALID)).isEqualTo(1);
            assertThat(Collections.frequency(answers, LinkState.USED)).isEqualTo(199);
        }
    }

    @Test
    @DisplayName("of many that are issued at once for one reference exactly one is valid")
    void issuedAtOnce() throws Exception {
        List<LinkToken> tokens = atOnce(40, i -> issue());
        assertThat(tokens.stream().map(token -> links().inspect(RESET, token).state()))
                .hasSize(40)
                .containsOnlyOnce(LinkState.VALID)
                .containsOnly(LinkState.VALID, LinkState.SUPERSEDED);
    }

    /** One of many things that threads do at once. */
    private interface Action<T> {
        T of(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int times, Action<T> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<T>> work = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                work.add(() -> action.of(number));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
