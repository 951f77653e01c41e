package org.portalemails.outbox;

import java.util.Objects;
import org.portalemails.CustomerGroupId;

/** How far a hold reaches: one customer group, or everything. */
public sealed interface HoldScope {
    /** Every mail. */
    HoldScope EVERYTHING = new Everything();

    /**
     * The mails of one group.
     *
     * @param id the group
     * @return the scope
     */
    static HoldScope group(CustomerGroupId id) {
        return new Group(id);
    }

    /**
     * A stable text form for storage: {@code "*"}, or {@code "g:"} and the group's id.
     *
     * @return the key
     */
    String key();

    /**
     * Whether a group's mails must wait.
     *
     * @param group the group
     * @return whether it lies in this scope
     */
    boolean covers(CustomerGroupId group);

    /**
     * Reads a {@link #key()} back.
     *
     * @param key the stored form
     * @return the scope
     * @throws IllegalArgumentException if it is not such a key
     */
    static HoldScope ofKey(String key) {
        if (key.equals("*")) {
            return EVERYTHING;
        }
        if (key.startsWith("g:")) {
            return new Group(new CustomerGroupId(key.substring(2)));
        }
        throw new IllegalArgumentException("not a hold scope key");
    }

    /** Every mail. */
    record Everything() implements HoldScope {
        @Override
        public String key() {
            return "*";
        }

        @Override
        public boolean covers(CustomerGroupId group) {
            return true;
        }
    }

    /**
     * The mails of one group.
     *
     * @param id the group
     */
    record Group(CustomerGroupId id) implements HoldScope {
        /** Refuses {@code null}. */
        public Group {
            Objects.requireNonNull(id, "customer group id");
        }

        @Override
        public String key() {
            return "g:" + id.value();
        }

        @Override
        public boolean covers(CustomerGroupId group) {
            return id.equals(group);
        }
    }
}
