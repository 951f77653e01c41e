package org.portalemails;

import java.util.Objects;

/**
 * Identifies a customer group of the ERP, which carries the settings of the <em>Portal Emails</em> screen.
 *
 * @param value the host's own key, as text: 1 to {@value #MAX_LENGTH} characters, no control characters, no white space
 *     at the ends; compared exactly, case matters
 */
public record CustomerGroupId(String value) {
    /** The longest key, in UTF-16 units; chosen so that it fits an index of every supported database. */
    public static final int MAX_LENGTH = 100;

    /**
     * Refuses what is not a key.
     *
     * @throws IllegalArgumentException if {@code value} is blank, too long, padded or holds a control character
     */
    public CustomerGroupId {
        Objects.requireNonNull(value, "customer group id");
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("customer group id: 1 to " + MAX_LENGTH + " characters, not blank");
        }
        if (!value.equals(value.strip())) {
            throw new IllegalArgumentException("customer group id: no white space at its ends");
        }
        if (value.codePoints().anyMatch(CustomerGroupId::isUnsafe)) {
            throw new IllegalArgumentException("customer group id: no control characters, no half of a surrogate pair");
        }
    }

    /** What storage would not give back: controls, separators of lines, halves of pairs, and what is no character. */
    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
