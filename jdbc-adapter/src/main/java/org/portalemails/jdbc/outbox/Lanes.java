package org.portalemails.jdbc.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The lines in which entries stand: the first column of the claim's index. */
public final class Lanes {
    /** To be sent, with a secret. */
    public static final int SECURITY = 0;
    /** To be sent. */
    public static final int ORDINARY = 1;
    /** To be sent alone: its dispatchers died. */
    public static final int ALONE = 2;
    /** Waits for the end of a hold. */
    public static final int WAITING = 3;
    /** Dead; its body goes when due, with the end of its secret. */
    public static final int DEAD_WITH_SECRET = 4;

    /** Was sent; what is kept of its words goes when due. */
    public static final int SENT_WITH_COPY = 5;

    /** A mail goes into the line {@link #ALONE} when this many leases on it ran out. */
    public static final int LOSSES_BEFORE_ALONE = 2;

    /** After so many claims of other mails one of {@link #ALONE} has its turn, so that a route which is always busy does not hold it up. */
    static final int OTHERS_BEFORE_ALONE = 32;

    private Lanes() {}

    /** The line of a mail that is to be sent. */
    public static int of(@Nullable Instant expiresAt) {
        return expiresAt == null ? ORDINARY : SECURITY;
    }
}
