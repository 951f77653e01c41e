package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.recovery.RecoveryProcessor;

@DisplayName("The recovery processor has its turns")
class RecoveryPollingTest {
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Deque<Runnable> senders = new ArrayDeque<>();
    private long now = 1;
    private int waiting;
    private boolean stopping;

    private final RecoveryProcessor processor = () -> {
        turns.incrementAndGet();
        int ended = Math.min(waiting, 1);
        waiting -= ended;
        return ended;
    };

    private final RecoveryPolling recovery = new RecoveryPolling(processor, new Senders(senders::add), () -> now);

    private void beside(boolean idle) {
        recovery.runBeside(idle, () -> stopping, answered::incrementAndGet);
    }

    private void sendersRun() {
        while (!senders.isEmpty()) {
            senders.poll().run();
        }
    }

    @Test
    @DisplayName("in the caller's thread until nothing waits, but not for ever")
    void here() {
        waiting = 3;
        recovery.runHere();
        assertThat(waiting).isZero();
        assertThat(turns).hasValue(4);
        waiting = 1000;
        recovery.runHere();
        assertThat(waiting).isEqualTo(950);
    }

    @Test
    @DisplayName("beside the sending one at a time")
    void oneAtATime() {
        beside(true);
        assertThat(recovery.isRunning()).isTrue();
        beside(true);
        assertThat(senders).hasSize(1);
        sendersRun();
        assertThat(recovery.isRunning()).isFalse();
        assertThat(turns).hasValue(1);
        beside(true);
        assertThat(senders).hasSize(1);
    }

    @Test
    @DisplayName("while mails are sent at most five times a second, and at once when nothing else is to do")
    void interval() {
        beside(false);
        sendersRun();
        now += Duration.ofMillis(200).toNanos() - 1;
        beside(false);
        assertThat(senders).isEmpty();
        now++;
        beside(false);
        assertThat(senders).hasSize(1);
        sendersRun();
        beside(true);
        assertThat(senders).hasSize(1);
    }

    @Test
    @DisplayName("and says so when it answered somebody, since a mail is due then")
    void says() {
        waiting = 1;
        beside(true);
        sendersRun();
        assertThat(answered).hasValue(1);
        beside(true);
        sendersRun();
        assertThat(answered).hasValue(1);
    }

    @Test
    @DisplayName("also after one that broke off")
    void brokeOff() {
        RecoveryPolling broken = new RecoveryPolling(
                () -> {
                    turns.incrementAndGet();
                    throw new IllegalStateException("no connection");
                },
                new Senders(senders::add),
                () -> now);
        for (int i = 1; i <= 2; i++) {
            broken.runBeside(true, () -> stopping, answered::incrementAndGet);
            sendersRun();
            assertThat(turns).hasValue(i);
            assertThat(broken.isRunning()).isFalse();
        }
        assertThat(answered).hasValue(0);
    }

    @Test
    @DisplayName("but none begins once the dispatcher is being stopped, not even one that a sender takes up only then")
    void stopping() {
        waiting = 1;
        beside(true);
        stopping = true;
        sendersRun();
        assertThat(turns).hasValue(0);
        assertThat(answered).hasValue(0);
        assertThat(recovery.isRunning()).isFalse();
        beside(true);
        assertThat(senders).isEmpty();
        assertThat(recovery.isRunning()).isFalse();
    }

    @Test
    @DisplayName("and the stop is asked about after the pass before has ended, not before")
    void stoppingIsAskedLast() {
        recovery.runBeside(true, recovery::isRunning, answered::incrementAndGet);
        assertThat(senders).isEmpty();
    }

    @Test
    @DisplayName("later if the senders are full with mails; if they refuse an idle dispatcher too, it is said")
    void refused() {
        AtomicBoolean full = new AtomicBoolean(true);
        RecoveryPolling turned = new RecoveryPolling(
                processor,
                new Senders(work -> {
                    if (full.get()) {
                        throw new RejectedExecutionException("full");
                    }
                    work.run();
                }),
                () -> now);
        turned.runBeside(false, () -> stopping, answered::incrementAndGet);
        assertThat(turned.isRunning()).isFalse();
        assertThatThrownBy(() -> turned.runBeside(true, () -> stopping, answered::incrementAndGet))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("senders: ");
        assertThat(turned.isRunning()).isFalse();
        full.set(false);
        turned.runBeside(true, () -> stopping, answered::incrementAndGet);
        assertThat(turns).hasValue(1);
    }

    @Test
    @DisplayName("only where there is one")
    void none() {
        RecoveryPolling closed = new RecoveryPolling(RecoveryProcessor.CLOSED, new Senders(senders::add), () -> now);
        closed.runBeside(true, () -> stopping, answered::incrementAndGet);
        assertThat(senders).isEmpty();
        assertThat(closed.isRunning()).isFalse();
    }
}
