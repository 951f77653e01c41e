package org.portalemails;

/**
 * Identifies a company of the ERP: one of those that send, not a customer. A host that serves one company never mentions it.
 *
 * @param value the host's own key, as text: 1 to {@value #MAX_LENGTH} characters, no control characters, no white space
 *     at the ends, not {@code *}; compared exactly, case matters
 */
public record CompanyId(String value) {
    /** The longest key, in UTF-16 units. */
    public static final int MAX_LENGTH = 100;

    /** The company of a host that has only one, {@code default}; everything that was stored before there were companies is its. */
    public static final CompanyId DEFAULT = new CompanyId("default");

    /**
     * Refuses what is not a key.
     *
     * @throws IllegalArgumentException if {@code value} is blank, too long, padded, holds a control character or is {@code *}
     */
    public CompanyId {
        HostKey.require("company id", value, MAX_LENGTH);
        if (value.equals("*")) {
            throw new IllegalArgumentException("company id: not *, which stands for all companies");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
