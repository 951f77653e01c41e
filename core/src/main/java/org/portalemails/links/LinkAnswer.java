package org.portalemails.links;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a link is good for, and whose it is.
 *
 * @param state what it is good for
 * @param reference what the host gave when it was issued; {@code null} if and only if the link is unknown. Also there for a link that no
 *     longer works, so that its page can offer a new one to the address on file
 * @param repeated whether this is a redeem that was answered before, to the same browser: what follows from it was done already
 */
public record LinkAnswer(LinkState state, @Nullable String reference, boolean repeated) {
    /** Of every link that nobody knows. */
    private static final LinkAnswer UNKNOWN = new LinkAnswer(LinkState.UNKNOWN, null, false);

    /**
     * Refuses a reference of an unknown link, and a known link without one.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public LinkAnswer {
        Objects.requireNonNull(state, "state");
        if ((reference == null) != (state == LinkState.UNKNOWN)) {
            throw new IllegalArgumentException("a link has a reference if and only if it is known");
        }
        if (repeated && state != LinkState.VALID) {
            throw new IllegalArgumentException("only a redeem that succeeded can be repeated");
        }
    }

    /**
     * The answer for a link that nobody knows.
     *
     * @return unknown, without a reference
     */
    public static LinkAnswer unknown() {
        return UNKNOWN;
    }

    /**
     * Whether the link may be used, or was by this very call.
     *
     * @return whether it is valid
     */
    public boolean isValid() {
        return state == LinkState.VALID;
    }
}
