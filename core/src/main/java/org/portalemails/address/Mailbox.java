package org.portalemails.address;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An address with the name shown beside it.
 *
 * @param displayName one line, at most 200 characters, or {@code null}; personal data
 * @param address the address
 */
public record Mailbox(@Nullable String displayName, EmailAddress address) {
    /**
     * Replaces control characters in the name by spaces, takes out those that turn the direction of what follows (an address would be
     * read backwards), cuts it to 200 characters, and drops it if nothing is left.
     */
    public Mailbox {
        Objects.requireNonNull(address, "address");
        if (displayName != null) {
            StringBuilder clean = new StringBuilder(displayName.length());
            displayName.codePoints().limit(200).forEach(c -> {
                boolean control = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
                boolean lone = c >= 0xD800 && c <= 0xDFFF;
                if (!turnsDirection(c)) {
                    clean.appendCodePoint(control || lone ? ' ' : c);
                }
            });
            String stripped = clean.toString().strip();
            displayName = stripped.isEmpty() ? null : stripped;
        }
    }

    /** Unicode's property Bidi_Control. */
    private static boolean turnsDirection(int c) {
        return c == 0x61c || c == 0x200e || c == 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }

    /**
     * A mailbox without a name.
     *
     * @param address the address
     * @return the mailbox
     */
    public static Mailbox of(EmailAddress address) {
        return new Mailbox(null, address);
    }

    /** Masked, without the name. */
    @Override
    public String toString() {
        return address.toString();
    }
}
