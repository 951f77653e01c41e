package org.portalemails.mail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a connection cannot be used any more. The message is ours and holds nothing that the other side said. */
final class WireFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** What happened. */
    enum Kind {
        /** No connection came about: refused, unreachable, no such host. */
        NO_CONNECTION,
        /** The time for a step, or for the whole mail, was over. */
        TIMEOUT,
        /** The other side closed or reset the connection. */
        LOST,
        /** What came is not SMTP. */
        GARBAGE,
        /** TLS came about with somebody whom we do not trust, or not at all for reasons that a repetition does not fix. */
        UNTRUSTED
    }

    private final Kind kind;

    WireFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
