package org.portalemails.recovery;

/** How a request ended. For staff; whoever asked never learns it. Stored by {@link #code()}. */
public enum RecoveryOutcome {
    /** There are accounts: the outbox has an entry for every mail, sent or skipped with its reason. */
    ANSWERED("answered"),
    /** No account belongs to the address. */
    NO_ACCOUNT("no-account"),
    /** What was typed is no address. */
    MALFORMED("malformed"),
    /** The address, or the whole system, has asked too often. */
    LIMIT_REACHED("limit-reached"),
    /** It could not be handled in time: no dispatcher ran, or the host's accounts could not be asked. */
    EXPIRED("expired"),
    /** The host's accounts or settings are wrong, so that no mail could be written; see the log. */
    FAILED("failed");

    private final String code;

    RecoveryOutcome(String code) {
        this.code = code;
    }

    /**
     * The stable name.
     *
     * @return lower-case ASCII letters and hyphens
     */
    public String code() {
        return code;
    }

    /**
     * Finds an outcome by its stable name.
     *
     * @param code a value of {@link #code()}
     * @return the outcome
     * @throws IllegalArgumentException if there is none
     */
    public static RecoveryOutcome ofCode(String code) {
        for (RecoveryOutcome outcome : values()) {
            if (outcome.code.equals(code)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("unknown recovery outcome code: " + code);
    }
}
