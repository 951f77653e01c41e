package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.portalemails.PortalEmailsException;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;

@DisplayName("Retention that runs by itself")
@Timeout(60)
class RetentionTest {
    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);

    @Test
    @DisplayName("deletes what ended long ago, step by step, again and again, and nothing that waits")
    void deletes() throws Exception {
        List<PlannedMail> old = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            old.add(SampleMails.skipped(SkipReason.POLICY));
        }
        outbox.append(old);
        outbox.append(List.of(SampleMails.plain()));
        clock.advance(Duration.ofDays(401));
        outbox.append(List.of(SampleMails.skipped(SkipReason.POLICY)));
        AtomicReference<Thread> thread = new AtomicReference<>();
        Retention retention = Retention.start(outbox, Duration.ofDays(400), Duration.ofMillis(10), run -> {
            Thread made = new Thread(run);
            thread.set(made);
            return made;
        });
        until(2);
        clock.advance(Duration.ofDays(401));
        until(1);
        retention.close();
        thread.get().join();
    }

    @Test
    @DisplayName("goes on when the storage fails, whatever it throws")
    void failures() throws Exception {
        outbox.append(List.of(SampleMails.skipped(SkipReason.POLICY)));
        clock.advance(Duration.ofDays(401));
        AtomicInteger asked = new AtomicInteger();
        OutboxAdministration failing = (OutboxAdministration) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OutboxAdministration.class},
                (proxy, method, arguments) -> {
                    switch (asked.getAndIncrement()) {
                        case 0 -> throw new PortalEmailsException("closed");
                        case 1 -> throw new NoClassDefFoundError("driver");
                        default -> {
                            return method.invoke(outbox, arguments);
                        }
                    }
                });
        Retention retention = Retention.start(failing, Duration.ofDays(400), Duration.ofMillis(1));
        until(0);
        retention.close();
    }

    private void until(int left) throws InterruptedException {
        while (outbox.find(OutboxQuery.all().atMost(2_000)).size() > left) {
            Thread.sleep(5);
        }
        assertThat(outbox.find(OutboxQuery.all())).hasSize(left);
    }

    @Test
    @DisplayName("refuses to keep history for no time")
    void nonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retention.start(outbox, Duration.ZERO, Duration.ofHours(1)))
                .withMessageContaining("keptFor");
    }
}
