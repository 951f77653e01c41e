package org.portalemails.links;

import java.util.Objects;

/**
 * What a link is for. A link of one purpose is unknown everywhere else, so that an invitation never resets a password.
 *
 * @param code stored; 1 to 32 lower-case ASCII letters, digits and hyphens
 */
public record LinkPurpose(String code) {
    /** The link of an invitation: its owner completes their registration. */
    public static final LinkPurpose REGISTRATION = new LinkPurpose("registration");

    /** The link with which somebody chooses a new password. */
    public static final LinkPurpose PASSWORD_RESET = new LinkPurpose("password-reset");

    /**
     * Refuses what is no code.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public LinkPurpose {
        Objects.requireNonNull(code, "code");
        boolean sound = !code.isEmpty()
                && code.length() <= 32
                && code.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
        if (!sound) {
            throw new IllegalArgumentException(
                    "purpose of a link: 1 to 32 lower-case ASCII letters, digits and hyphens");
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
