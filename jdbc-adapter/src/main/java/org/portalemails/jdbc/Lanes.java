package org.portalemails.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The lines in which entries stand: the first column of the claim's index. */
final class Lanes {
    /** To be sent, with a secret. */
    static final int SECURITY = 0;
    /** To be sent. */
    static final int ORDINARY = 1;
    /** To be sent alone: its dispatchers died. */
    static final int ALONE = 2;
    /** Waits for the end of a hold. */
    static final int WAITING = 3;
    /** Dead; its body goes when due, with the end of its secret. */
    static final int DEAD_WITH_SECRET = 4;

    /** A mail goes into the line {@link #ALONE} when this many leases on it ran out. */
    static final int LOSSES_BEFORE_ALONE = 2;

    private Lanes() {}

    /** The line of a mail that is to be sent. */
    static int of(@Nullable Instant expiresAt) {
        return expiresAt == null ? ORDINARY : SECURITY;
    }
}
