package org.portalemails.settings;

import java.util.Objects;
import org.portalemails.CustomerGroupId;

/** Whose settings: those of one customer group, or the company-wide default that groups inherit from. */
public sealed interface SettingsOwner {
    /** The company-wide default. */
    SettingsOwner COMPANY_WIDE = new CompanyWide();

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
     * A stable text form for storage: {@code "*"} for the company-wide default, {@code "g:"} and the id for a group.
     *
     * @return the key
     */
    String key();

    /**
     * Reads a {@link #key()} back.
     *
     * @param key the stored form
     * @return the owner
     * @throws IllegalArgumentException if it is not such a key
     */
    static SettingsOwner ofKey(String key) {
        if (key.equals("*")) {
            return COMPANY_WIDE;
        }
        if (key.startsWith("g:")) {
            return new Group(new CustomerGroupId(key.substring(2)));
        }
        throw new IllegalArgumentException("not a settings owner key");
    }

    /** The company-wide default. */
    record CompanyWide() implements SettingsOwner {
        @Override
        public String key() {
            return "*";
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
    }
}
