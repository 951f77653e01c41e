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
    /** Replaces control characters in the name by spaces, cuts it to 200 characters, and drops it if nothing is left. */
    public Mailbox {
        Objects.requireNonNull(address, "address");
        if (displayName != null) {
            StringBuilder clean = new StringBuilder(displayName.length());
            displayName.codePoints().limit(200).forEach(c -> {
                boolean control = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
                boolean lone = c >= 0xD800 && c <= 0xDFFF;
                clean.appendCodePoint(control || lone ? ' ' : c);
            });
            String stripped = clean.toString().strip();
            displayName = stripped.isEmpty() ? null : stripped;
        }
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
