package org.portalemails.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * A limit, and the counter that it is about.
 *
 * @param key the counter
 * @param limit how much of it passes
 */
public record Quota(LimitKey key, RequestLimit limit) {
    /** The most quotas that {@link #toText} takes: its text then fits into 400 characters. */
    private static final int MOST = 4;

    /** Refuses {@code null}. */
    public Quota {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(limit, "limit");
    }

    /**
     * Quotas as they are stored beside a mail: without addresses, at most 400 characters.
     *
     * @param quotas at most four
     * @return ASCII text; empty for none
     * @throws IllegalArgumentException if there are more
     */
    public static String toText(List<Quota> quotas) {
        if (quotas.size() > MOST) {
            throw new IllegalArgumentException("quotas: at most " + MOST);
        }
        StringJoiner text = new StringJoiner(" ");
        for (Quota quota : quotas) {
            text.add(quota.key().value() + ":" + quota.limit().most() + ":"
                    + quota.limit().window());
        }
        return text.toString();
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @param text the text
     * @return the quotas in their order
     * @throws IllegalArgumentException if it is something else
     */
    public static List<Quota> ofText(String text) {
        List<Quota> quotas = new ArrayList<>(MOST);
        for (String one : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] parts = one.split(":", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("quotas: damaged");
            }
            try {
                quotas.add(new Quota(
                        new LimitKey(parts[0]), new RequestLimit(Long.parseLong(parts[1]), Duration.parse(parts[2]))));
            } catch (NumberFormatException | java.time.format.DateTimeParseException e) {
                throw new IllegalArgumentException("quotas: damaged", e);
            }
        }
        return List.copyOf(quotas);
    }
}
