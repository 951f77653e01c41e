package org.portalemails.outbox;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.settings.EmailAddress;
import org.portalemails.settings.NotificationType;

/**
 * What to look for in the outbox; every part narrows.
 *
 * @param states in one of these states; empty: in any
 * @param group of this group, or {@code null}: of any
 * @param recipient to this address, or {@code null}: to any
 * @param type of this kind, or {@code null}: of any
 * @param announcedFrom announced then or later, or {@code null}
 * @param announcedBefore announced earlier, or {@code null}
 * @param limit the most to return: 1 to 10,000
 */
public record OutboxQuery(
        Set<EntryState> states,
        @Nullable CustomerGroupId group,
        @Nullable EmailAddress recipient,
        @Nullable NotificationType type,
        @Nullable Instant announcedFrom,
        @Nullable Instant announcedBefore,
        int limit) {
    /** The most that one query returns. */
    public static final int MAX_LIMIT = 10_000;

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if the limit is out of range
     */
    public OutboxQuery {
        states = Set.copyOf(states);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: 1 to " + MAX_LIMIT);
        }
    }

    /**
     * Everything, newest first, at most 100.
     *
     * @return a query to narrow
     */
    public static OutboxQuery all() {
        return new OutboxQuery(Set.of(), null, null, null, null, null, 100);
    }

    /**
     * Narrows to states.
     *
     * @param wanted at least one
     * @return another query
     */
    public OutboxQuery inState(EntryState... wanted) {
        return new OutboxQuery(Set.of(wanted), group, recipient, type, announcedFrom, announcedBefore, limit);
    }

    /**
     * Narrows to a group.
     *
     * @param wanted the group
     * @return another query
     */
    public OutboxQuery ofGroup(CustomerGroupId wanted) {
        return new OutboxQuery(
                states, Objects.requireNonNull(wanted), recipient, type, announcedFrom, announcedBefore, limit);
    }

    /**
     * Narrows to a recipient.
     *
     * @param wanted the address; compared by its mailbox key
     * @return another query
     */
    public OutboxQuery toRecipient(EmailAddress wanted) {
        return new OutboxQuery(
                states, group, Objects.requireNonNull(wanted), type, announcedFrom, announcedBefore, limit);
    }

    /**
     * Narrows to a kind of mail.
     *
     * @param wanted the kind
     * @return another query
     */
    public OutboxQuery ofType(NotificationType wanted) {
        return new OutboxQuery(
                states, group, recipient, Objects.requireNonNull(wanted), announcedFrom, announcedBefore, limit);
    }

    /**
     * Narrows to a time.
     *
     * @param from announced then or later, or {@code null}
     * @param before announced earlier, or {@code null}
     * @return another query
     */
    public OutboxQuery announced(@Nullable Instant from, @Nullable Instant before) {
        return new OutboxQuery(states, group, recipient, type, from, before, limit);
    }

    /**
     * Sets the most to return.
     *
     * @param most 1 to 10,000
     * @return another query
     */
    public OutboxQuery atMost(int most) {
        return new OutboxQuery(states, group, recipient, type, announcedFrom, announcedBefore, most);
    }

    /** Without the recipient. */
    @Override
    public String toString() {
        return "OutboxQuery[" + states + ", group " + group + ", limit " + limit + "]";
    }
}
