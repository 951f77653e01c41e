package org.portalemails.settings;

import java.util.Objects;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;

/**
 * Whose settings: those of one customer group; of one company, which its groups inherit; or the installation default, which all
 * companies inherit.
 */
public sealed interface SettingsOwner {
    /** The installation default: of an ERP with one company, that company's settings. */
    SettingsOwner INSTALLATION = new Installation();

    /**
     * The settings of one customer group.
     *
     * @param id the group
     * @return its owner
     */
    static SettingsOwner group(CustomerGroupId id) {
        return new Group(id);
    }

    /**
     * The settings of one of several companies.
     *
     * @param id the company
     * @return its owner
     */
    static SettingsOwner company(CompanyId id) {
        return new Company(id);
    }

    /**
     * A stable text form for storage: {@code "*"} for the installation default, {@code "c:"} and the id for a company, {@code "g:"} and
     * the id for a group.
     *
     * @return the key
     */
    String key();

    /** The level at which these settings stand. */
    Level level();

    /**
     * Reads a {@link #key()} back.
     *
     * @param key the stored form
     * @return the owner
     * @throws IllegalArgumentException if it is not such a key
     */
    static SettingsOwner ofKey(String key) {
        if (key.equals("*")) {
            return INSTALLATION;
        }
        if (key.startsWith("c:")) {
            return new Company(new CompanyId(key.substring(2)));
        }
        if (key.startsWith("g:")) {
            return new Group(new CustomerGroupId(key.substring(2)));
        }
        throw new IllegalArgumentException("not a settings owner key");
    }

    /** The installation default. */
    record Installation() implements SettingsOwner {
        @Override
        public String key() {
            return "*";
        }

        @Override
        public Level level() {
            return Level.INSTALLATION;
        }
    }

    /**
     * One company.
     *
     * @param id the company
     */
    record Company(CompanyId id) implements SettingsOwner {
        /** Refuses {@code null}. */
        public Company {
            Objects.requireNonNull(id, "company id");
        }

        @Override
        public String key() {
            return "c:" + id.value();
        }

        @Override
        public Level level() {
            return Level.COMPANY;
        }
    }

    /**
     * One customer group.
     *
     * @param id the group
     */
    record Group(CustomerGroupId id) implements SettingsOwner {
        /** Refuses {@code null}. */
        public Group {
            Objects.requireNonNull(id, "customer group id");
        }

        @Override
        public String key() {
            return "g:" + id.value();
        }

        @Override
        public Level level() {
            return Level.GROUP;
        }
    }
}
