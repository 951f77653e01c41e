package org.portalemails.event;

import java.util.Optional;
import java.util.stream.Stream;

/** What a representative is to their company. */
public enum ContactRole {
    /** The one contact who manages the others. */
    PRIMARY("primary"),
    /** Any other contact. */
    SECONDARY("secondary");

    private final String code;

    ContactRole(String code) {
        this.code = code;
    }

    /**
     * The stable name.
     *
     * @return lower-case ASCII
     */
    public String code() {
        return code;
    }

    /**
     * Finds a role by its stable name.
     *
     * @param code any text
     * @return empty if it is no value of {@link #code()}
     */
    public static Optional<ContactRole> find(String code) {
        return Stream.of(values()).filter(role -> role.code.equals(code)).findFirst();
    }
}
