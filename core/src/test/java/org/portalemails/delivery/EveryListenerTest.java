package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;

@DisplayName("Several listeners as one")
class EveryListenerTest {
    private final List<String> heard = new ArrayList<>();

    private DeliveryListener noting(String name) {
        return new DeliveryListener() {
            @Override
            public void suspended(HoldScope scope, String reason) {
                heard.add(name + " " + scope.key() + " " + reason);
            }
        };
    }

    private static DeliveryListener failing(String message) {
        return new DeliveryListener() {
            @Override
            public void suspended(HoldScope scope, String reason) {
                throw new IllegalStateException(message);
            }
        };
    }

    @Test
    @DisplayName("are all told, in order")
    void allAreTold() {
        DeliveryListener.each(noting("a"), noting("b")).suspended(HoldScope.EVERYTHING, "x");
        assertThat(heard).containsExactly("a * x", "b * x");
    }

    @Test
    @DisplayName("are all told when one fails, and the caller is told of every failure")
    void aFailureStopsNobody() {
        DeliveryListener all = DeliveryListener.each(failing("first"), noting("b"), failing("second"));
        assertThatThrownBy(() -> all.suspended(HoldScope.EVERYTHING, "x"))
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("second"));
        assertThat(heard).containsExactly("b * x");
    }

    @Test
    @DisplayName("are all told when one fails with an error, too")
    void anErrorStopsNobody() {
        DeliveryListener broken = new DeliveryListener() {
            @Override
            public void suspended(HoldScope scope, String reason) {
                throw new NoClassDefFoundError("metrics");
            }
        };
        DeliveryListener all = DeliveryListener.each(broken, noting("b"));
        assertThatThrownBy(() -> all.suspended(HoldScope.EVERYTHING, "x")).isInstanceOf(NoClassDefFoundError.class);
        assertThat(heard).containsExactly("b * x");
    }

    @Test
    @DisplayName("hear of turns, holds, their end and of a storage that fails")
    void everyMoment() {
        DeliveryListener one = new DeliveryListener() {
            @Override
            public void attemptEnded(Attempt attempt) {
                heard.add("turn " + attempt.mail().value());
            }

            @Override
            public void worksAgain(HoldScope scope) {
                heard.add("works " + scope.key());
            }

            @Override
            public void storageFailed(RuntimeException failure) {
                heard.add("failed " + failure.getMessage());
            }
        };
        DeliveryListener all = DeliveryListener.each(one, one);
        all.attemptEnded(new DeliveryListener.Attempt(
                new MailId("m"),
                "reset-password",
                new CustomerGroupId("G"),
                CompanyId.DEFAULT,
                "default",
                null,
                1,
                "accepted",
                EntryState.SENT,
                null,
                Duration.ZERO,
                true));
        all.worksAgain(HoldScope.EVERYTHING);
        all.storageFailed(new IllegalStateException("full"));
        assertThat(heard).containsExactly("turn m", "turn m", "works *", "works *", "failed full", "failed full");
    }

    @Test
    @DisplayName("hear everything that one listener would")
    void everythingIsPassedOn() {
        List<String> passedOn = Stream.of(EveryListener.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(Stream.of(DeliveryListener.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(passedOn).contains(name));
    }
}
