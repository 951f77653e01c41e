package org.portalemails.outbox;

import java.util.Objects;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;

/** How far a hold reaches: one customer group, one company, one route, or everything. */
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
     * The mails of one company.
     *
     * @param id the company
     * @return the scope
     */
    static HoldScope company(CompanyId id) {
        return new Company(id);
    }

    /**
     * The mails that leave by one route.
     *
     * @param name the route's name
     * @return the scope
     */
    static HoldScope route(String name) {
        return new Route(name);
    }

    /**
     * A stable text form for storage: {@code "*"}, or {@code "g:"} and the group's id, {@code "c:"} and the company's, {@code "r:"} and the
     * name of the route.
     *
     * @return the key
     */
    String key();

    /**
     * Whether a mail must wait.
     *
     * @param group whose settings made it
     * @param company in whose name it is sent
     * @param route by which it leaves
     * @return whether it lies in this scope
     */
    boolean covers(CustomerGroupId group, CompanyId company, String route);

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
        String value = key.length() < 2 ? "" : key.substring(2);
        return switch (key.length() < 2 ? "" : key.substring(0, 2)) {
            case "g:" -> new Group(new CustomerGroupId(value));
            case "c:" -> new Company(new CompanyId(value));
            case "r:" -> new Route(value);
            default -> throw new IllegalArgumentException("not a hold scope key");
        };
    }

    /** Every mail. */
    record Everything() implements HoldScope {
        @Override
        public String key() {
            return "*";
        }

        @Override
        public boolean covers(CustomerGroupId group, CompanyId company, String route) {
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
        public boolean covers(CustomerGroupId group, CompanyId company, String route) {
            return id.equals(group);
        }
    }

    /**
     * The mails of one company.
     *
     * @param id the company
     */
    record Company(CompanyId id) implements HoldScope {
        /** Refuses {@code null}. */
        public Company {
            Objects.requireNonNull(id, "company id");
        }

        @Override
        public String key() {
            return "c:" + id.value();
        }

        @Override
        public boolean covers(CustomerGroupId group, CompanyId company, String route) {
            return id.equals(company);
        }
    }

    /**
     * The mails that leave by one route.
     *
     * @param name the route's name
     */
    record Route(String name) implements HoldScope {
        /**
         * Refuses what is no name.
         *
         * @throws IllegalArgumentException if it is blank or longer than 64 characters
         */
        public Route {
            if (name.isBlank() || name.length() > 64) {
                throw new IllegalArgumentException("route: 1 to 64 characters, not blank");
            }
        }

        @Override
        public String key() {
            return "r:" + name;
        }

        @Override
        public boolean covers(CustomerGroupId group, CompanyId company, String route) {
            return name.equals(route);
        }
    }
}
