package org.portalemails.outbox;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.MailId;
import org.portalemails.notification.NotificationType;

/**
 * What to look for in the outbox; every part narrows.
 *
 * @param states in one of these states; empty: in any
 * @param group of this group, or {@code null}: of any
 * @param company of this company, or {@code null}: of any
 * @param recipient to this address, or {@code null}: to any
 * @param person to people whose name begins so, as {@link org.portalemails.email.PersonName} says, or {@code null}: to any
 * @param type of this kind, or {@code null}: of any
 * @param reason for this reason, as a code, or {@code null}: for any
 * @param route by this route, or {@code null}: by any
 * @param announcedFrom announced then or later, or {@code null}
 * @param announcedBefore announced earlier, or {@code null}
 * @param behind after this place in the order of the answers, or {@code null}: from the newest on
 * @param limit the most to return: 1 to 10,000
 */
public record OutboxQuery(
        Set<EntryState> states,
        @Nullable CustomerGroupId group,
        @Nullable CompanyId company,
        @Nullable EmailAddress recipient,
        @Nullable String person,
        @Nullable NotificationType type,
        @Nullable String reason,
        @Nullable String route,
        @Nullable Instant announcedFrom,
        @Nullable Instant announcedBefore,
        @Nullable Place behind,
        int limit) {
    /**
     * A place in the order of the answers: newest first, and by id among those of one moment. Times alone are no places: an import
     * announces thousands in one.
     *
     * @param createdAt when the entry there was announced
     * @param id its mail
     */
    public record Place(Instant createdAt, MailId id) implements Comparable<Place> {
        /** Refuses {@code null}. */
        public Place {
            Objects.requireNonNull(createdAt, "createdAt");
            Objects.requireNonNull(id, "id");
        }

        /**
         * Where an entry stands.
         *
         * @param entry the entry
         * @return its place
         */
        public static Place of(OutboxEntry entry) {
            return new Place(entry.createdAt(), entry.id());
        }

        /** The newest first. */
        @Override
        public int compareTo(Place other) {
            int byTime = other.createdAt.compareTo(createdAt);
            return byTime != 0 ? byTime : other.id.value().compareTo(id.value());
        }
    }

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
        return new OutboxQuery(Set.of(), null, null, null, null, null, null, null, null, null, null, 100);
    }

    /**
     * Narrows to states.
     *
     * @param wanted at least one
     * @return another query
     */
    public OutboxQuery inState(EntryState... wanted) {
        return new OutboxQuery(
                Set.of(wanted),
                group,
                company,
                recipient,
                person,
                type,
                reason,
                route,
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * Narrows to a group.
     *
     * @param wanted the group
     * @return another query
     */
    public OutboxQuery ofGroup(CustomerGroupId wanted) {
        return new OutboxQuery(
                states,
                Objects.requireNonNull(wanted),
                company,
                recipient,
                person,
                type,
                reason,
                route,
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * Narrows to a company.
     *
     * @param wanted in whose name mails are sent
     * @return another query
     */
    public OutboxQuery ofCompany(CompanyId wanted) {
        return new OutboxQuery(
                states,
                group,
                Objects.requireNonNull(wanted),
                recipient,
                person,
                type,
                reason,
                route,
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * Narrows to a recipient.
     *
     * @param wanted the address; compared by its mailbox key
     * @return another query
     */
    public OutboxQuery toRecipient(EmailAddress wanted) {
        return new OutboxQuery(
                states,
                group,
                company,
                Objects.requireNonNull(wanted),
                person,
                type,
                reason,
                route,
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * Narrows to people.
     *
     * @param name how their name begins, such as {@code lavoie} or {@code Émilie Lav}: case and accents do not matter, the family name is
     *     looked for
     * @return another query
     */
    public OutboxQuery toPerson(String name) {
        return new OutboxQuery(
                states,
                group,
                company,
                recipient,
                Objects.requireNonNull(name),
                type,
                reason,
                route,
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * Narrows to a reason.
     *
     * @param code of {@link EntryReason}, {@link org.portalemails.notification.SkipReason} or an operator
     * @return another query
     */
    public OutboxQuery forReason(String code) {
        return new OutboxQuery(
                states,
                group,
                company,
                recipient,
                person,
                type,
                Objects.requireNonNull(code),
                route,
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * Narrows to a route.
     *
     * @param name its name
     * @return another query
     */
    public OutboxQuery by(String name) {
        return new OutboxQuery(
                states,
                group,
                company,
                recipient,
                person,
                type,
                reason,
                Objects.requireNonNull(name),
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * Narrows to a kind of mail.
     *
     * @param wanted the kind
     * @return another query
     */
    public OutboxQuery ofType(NotificationType wanted) {
        return new OutboxQuery(
                states,
                group,
                company,
                recipient,
                person,
                Objects.requireNonNull(wanted),
                reason,
                route,
                announcedFrom,
                announcedBefore,
                behind,
                limit);
    }

    /**
     * The next page: what comes behind the last entry of the page before. Pages neither lose nor repeat an entry, also of thousands that
     * were announced in one moment; what is announced meanwhile stands before the first page.
     *
     * @param last the last entry of the page before
     * @return another query
     */
    public OutboxQuery behind(OutboxEntry last) {
        return behind(Place.of(last));
    }

    /**
     * Narrows to a time. To turn pages use {@link #behind(OutboxEntry)}: several mails may share one moment.
     *
     * @param from announced then or later, or {@code null}
     * @param before announced earlier, or {@code null}
     * @return another query
     */
    public OutboxQuery announced(@Nullable Instant from, @Nullable Instant before) {
        return new OutboxQuery(
                states, group, company, recipient, person, type, reason, route, from, before, behind, limit);
    }

    /**
     * Sets the most to return.
     *
     * @param most 1 to 10,000
     * @return another query
     */
    public OutboxQuery atMost(int most) {
        return new OutboxQuery(
                states,
                group,
                company,
                recipient,
                person,
                type,
                reason,
                route,
                announcedFrom,
                announcedBefore,
                behind,
                most);
    }

    /**
     * The next page, from a place.
     *
     * @param place {@link OutboxPage#next()} of the page before
     * @return another query
     */
    public OutboxQuery behind(Place place) {
        return new OutboxQuery(
                states,
                group,
                company,
                recipient,
                person,
                type,
                reason,
                route,
                announcedFrom,
                announcedBefore,
                Objects.requireNonNull(place),
                limit);
    }

    /** Without the recipient. */
    @Override
    public String toString() {
        return "OutboxQuery[" + states + ", group " + group + ", limit " + limit + "]";
    }
}
