package org.portalemails;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception this library throws on purpose; unchecked.
 *
 * <p>Messages carry identifiers and names of fields; they never carry addresses, names of people, links, bodies or
 * passwords. A programming error (a {@code null} where none is allowed, an illegal argument) stays what it is in the JDK:
 * {@link NullPointerException}, {@link IllegalArgumentException}.
 */
public class PortalEmailsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what went wrong, without personal data
     */
    public PortalEmailsException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what went wrong, without personal data
     * @param cause what led here, or {@code null}
     */
    public PortalEmailsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
