package org.portalemails.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The programs of this module on a small scale, so that every build runs them once. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SmallCrashTest {
    private final long seed = new Random().nextLong();

    @Test
    @DisplayName(
            "a dispatching process is killed three times while 200 mails go out: nothing is lost, little is sent twice")
    void killedDispatcher() throws Exception {
        KillDispatchers.Findings found = KillDispatchers.run(new KillDispatchers.Plan(200, 3, 1, 5, seed, List.of()));
        assertThat(found.kept(200)).as("%s, seed %d", found, seed).isTrue();
    }

    @Test
    @DisplayName("100 resets for one address on two processes at once: exactly as many mails as the limit allows")
    void parallelResets() throws Exception {
        ParallelResets.Findings found = ParallelResets.run(100, 5, seed);
        assertThat(found.kept(100, 5)).as("%s, seed %d", found, seed).isTrue();
    }
}
