package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Reports that are made by themselves")
@Timeout(60)
class DigestRoundsTest {
    @Test
    @DisplayName("are looked for again and again, also after a failure of the storage, until they are closed")
    void again() throws Exception {
        CountDownLatch rounds = new CountDownLatch(3);
        FailureDigest digest = () -> {
            rounds.countDown();
            throw new IllegalStateException("the storage is away");
        };
        AtomicReference<Thread> thread = new AtomicReference<>();
        DigestRounds running = DigestRounds.start(digest, Duration.ofMillis(5), run -> {
            Thread made = new Thread(run);
            thread.set(made);
            return made;
        });
        assertThat(rounds.await(50, TimeUnit.SECONDS)).isTrue();
        running.close();
        thread.get().join();
    }

    @Test
    @DisplayName("are not looked for by a node that has just started, and ends before its first round")
    void restsFirst() throws Exception {
        CountDownLatch rounds = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        FailureDigest digest = () -> {
            rounds.countDown();
            return 0;
        };
        DigestRounds running = DigestRounds.start(digest, Duration.ofHours(1), run -> {
            Thread made = new Thread(run);
            thread.set(made);
            return made;
        });
        running.close();
        thread.get().join();
        assertThat(rounds.getCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("are not looked for without a pause")
    void nonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DigestRounds.start(() -> 0, Duration.ZERO))
                .withMessageContaining("every");
    }
}
