package org.portalemails;

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
        HostKey.require("customer group id", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
