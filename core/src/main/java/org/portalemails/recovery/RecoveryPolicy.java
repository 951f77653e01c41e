package org.portalemails.recovery;

import java.time.Duration;
import java.util.Objects;
import org.portalemails.limit.RequestLimits;

/**
 * How recovery works. Start from {@link #standard()} and change what differs. Immutable.
 *
 * @param limits how often people may ask
 * @param validFor how long a reset link is good, from the request on; a request that could not be handled by then is given up.
 *     From a minute to a day
 * @param tellsUnknown whether an address without account gets a mail that says so. It is sent to whatever address was typed, known
 *     or not: an open form then lets anybody make your server mail anybody, within the limits
 * @param keepFor how long it is kept for staff how requests ended, without the address; at least a minute
 */
public record RecoveryPolicy(RequestLimits limits, Duration validFor, boolean tellsUnknown, Duration keepFor) {
    /**
     * Refuses nonsense.
     *
     * @throws IllegalArgumentException naming the value
     */
    public RecoveryPolicy {
        Objects.requireNonNull(limits, "limits");
        if (validFor.compareTo(Duration.ofMinutes(1)) < 0 || validFor.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("validFor: from a minute to a day");
        }
        if (keepFor.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("keepFor: at least a minute");
        }
    }

    /**
     * The default: {@link RequestLimits#standard()}, links good for 30 minutes, no mail to unknown addresses, a week's record.
     *
     * @return the policy
     */
    public static RecoveryPolicy standard() {
        return new RecoveryPolicy(RequestLimits.standard(), Duration.ofMinutes(30), false, Duration.ofDays(7));
    }

    /**
     * The same policy with other limits.
     *
     * @param other how often people may ask
     * @return another policy
     */
    public RecoveryPolicy limitedTo(RequestLimits other) {
        return new RecoveryPolicy(other, validFor, tellsUnknown, keepFor);
    }

    /**
     * The same policy with links that are good for another time.
     *
     * @param time from the request on
     * @return another policy
     */
    public RecoveryPolicy linksValidFor(Duration time) {
        return new RecoveryPolicy(limits, time, tellsUnknown, keepFor);
    }

    /**
     * The same policy, with or without mails to unknown addresses.
     *
     * @param tell whether an address without account gets a mail that says so
     * @return another policy
     */
    public RecoveryPolicy tellingUnknown(boolean tell) {
        return new RecoveryPolicy(limits, validFor, tell, keepFor);
    }

    /**
     * The same policy with a longer or shorter memory.
     *
     * @param time how long it is kept how requests ended
     * @return another policy
     */
    public RecoveryPolicy keepingFor(Duration time) {
        return new RecoveryPolicy(limits, validFor, tellsUnknown, time);
    }
}
