package org.portalemails.jdbc.sql;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;

/**
 * The codes of states and reasons as literals of a statement, where they are always the same: partial indexes are for literals, and a
 * plan is not made for a parameter that may be anything.
 */
public final class Codes {
    private Codes() {}

    /** A state in quotes. */
    public static String literal(EntryState state) {
        return quoted(state.code());
    }

    /** A reason in quotes. */
    public static String literal(EntryReason reason) {
        return quoted(reason.code());
    }

    /** The cause of a hold in quotes. */
    public static String literal(Hold.Cause cause) {
        return quoted(cause.code());
    }

    /** {@code ('…', '…')} for an IN. */
    public static String list(EntryState... states) {
        return Arrays.stream(states).map(Codes::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Codes are lower-case letters and hyphens. */
    private static String quoted(String code) {
        return "'" + code + "'";
    }
}
