package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.recovery.RecoveryDesk;

@DisplayName("The recovery desk has its turns")
class RecoveryTurnsTest {
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Deque<Runnable> senders = new ArrayDeque<>();
    private long now = 1;
    private int waiting;

    private final RecoveryDesk desk = () -> {
        turns.incrementAndGet();
        int ended = Math.min(waiting, 1);
        waiting -= ended;
        return ended;
    };

    private final RecoveryTurns recovery = new RecoveryTurns(desk, senders::add, () -> now);

    private void beside(boolean idle) {
        recovery.turnBeside(idle, answered::incrementAndGet);
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
        recovery.turnHere();
        assertThat(waiting).isZero();
        assertThat(turns).hasValue(4);
        waiting = 1000;
        recovery.turnHere();
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
        RecoveryTurns broken = new RecoveryTurns(
                () -> {
                    turns.incrementAndGet();
                    throw new IllegalStateException("no connection");
                },
                senders::add,
                () -> now);
        for (int i = 1; i <= 2; i++) {
            broken.turnBeside(true, answered::incrementAndGet);
            sendersRun();
            assertThat(turns).hasValue(i);
            assertThat(broken.isRunning()).isFalse();
        }
        assertThat(answered).hasValue(0);
    }

    @Test
    @DisplayName("only where there is one")
    void none() {
        RecoveryTurns closed = new RecoveryTurns(RecoveryDesk.CLOSED, senders::add, () -> now);
        closed.turnBeside(true, answered::incrementAndGet);
        assertThat(senders).isEmpty();
        assertThat(closed.isRunning()).isFalse();
    }
}
