package org.portalemails.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How patient the dispatcher is with a mail that could not be sent: how long it waits after each attempt, how often it
 * tries, and for how long in all. The default: steps of 1 minute, doubling up to 4 hours, at most 25 attempts within 3 days.
 *
 * <p>The wait is drawn evenly from zero to the step ("full jitter"), so that mails that failed together do not come back
 * together.
 *
 * @param steps the longest wait after the first, second, … attempt; the last one goes on
 * @param maxAttempts after how many attempts a mail is dead: at least 1
 * @param maxAge how old a mail may become, counted from its announcement, or from when it was last queued again or off hold
 */
public record RetryPolicy(List<Duration> steps, int maxAttempts, Duration maxAge) {
    /**
     * Refuses nonsense and copies the list.
     *
     * @throws IllegalArgumentException naming the value
     */
    public RetryPolicy {
        steps = List.copyOf(steps);
        Objects.requireNonNull(maxAge, "maxAge");
        if (steps.isEmpty() || steps.stream().anyMatch(step -> step.isNegative() || step.isZero())) {
            throw new IllegalArgumentException("steps: at least one, all positive");
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts: at least 1");
        }
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("maxAge: must be positive");
        }
    }

    /**
     * The default.
     *
     * @return 1 minute, doubling up to 4 hours; 25 attempts; 3 days
     */
    public static RetryPolicy standard() {
        return doubling(Duration.ofMinutes(1), Duration.ofHours(4), 25, Duration.ofDays(3));
    }

    /**
     * Steps that double.
     *
     * @param first the first step
     * @param longest the step at which doubling ends
     * @param maxAttempts after how many attempts a mail is dead
     * @param maxAge how old a mail may become
     * @return the policy
     */
    public static RetryPolicy doubling(Duration first, Duration longest, int maxAttempts, Duration maxAge) {
        if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("first: positive and not above longest");
        }
        List<Duration> steps = new ArrayList<>();
        Duration step = first;
        while (step.compareTo(longest) < 0) {
            steps.add(step);
            step = step.multipliedBy(2);
        }
        steps.add(longest);
        return new RetryPolicy(steps, maxAttempts, maxAge);
    }

    /**
     * Draws how long to wait.
     *
     * @param attempts how many attempts were made: at least 1
     * @param random where the draw comes from
     * @return from zero to the step, both included, in milliseconds
     */
    public Duration delayAfter(int attempts, RandomGenerator random) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: at least 1");
        }
        Duration step = steps.get(Math.min(attempts, steps.size()) - 1);
        return Duration.ofMillis(random.nextLong(step.toMillis() + 1));
    }
}
