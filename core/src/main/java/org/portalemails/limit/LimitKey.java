package org.portalemails.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;

/**
 * What a limit is counted under: a hash, so that a table of counters is no list of addresses. It is not keyed: whoever can read
 * the table and guesses an address can test that guess.
 *
 * @param value 64 hexadecimal digits: SHA-256
 */
public record LimitKey(String value) {
    /** All requests. */
    public static final LimitKey WHOLE_SYSTEM = of("system", "");

    /**
     * Refuses what is not a hash.
     *
     * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
     */
    public LimitKey {
        boolean sound =
                value.length() == 64 && value.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (!sound) {
            throw new IllegalArgumentException("limit key: 64 hexadecimal digits");
        }
    }

    /**
     * One mailbox, in whatever case its address is written.
     *
     * @param address the address
     * @return its key
     */
    public static LimitKey of(EmailAddress address) {
        return of("address", address.mailboxKey());
    }

    /**
     * One customer group.
     *
     * @param group the group
     * @return its key
     */
    public static LimitKey of(CustomerGroupId group) {
        return of("group", group.value());
    }

    /**
     * One company.
     *
     * @param company the company
     * @return its key
     */
    public static LimitKey of(CompanyId company) {
        return of("company", company.value());
    }

    /**
     * The same, counted apart from everything else that is counted under it.
     *
     * @param use what is counted, a stable name
     * @return another key
     */
    public LimitKey countedFor(String use) {
        return of(use, value);
    }

    private static LimitKey of(String kind, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(("portal-emails\n" + kind + "\n" + name).getBytes(StandardCharsets.UTF_8));
            return new LimitKey(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
