package org.portalemails.recovery;

import org.portalemails.notification.NotificationType;

/** What a person asks for on the sign-in page. Stored by {@link #code()}. */
public enum RecoveryKind {
    /** The user names behind an address: one FORGOT_USER_NAME that lists them all. */
    USER_NAME("user-name", NotificationType.FORGOT_USER_NAME),
    /** A new password: one RESET_PASSWORD for each account behind an address. */
    PASSWORD("password", NotificationType.RESET_PASSWORD);

    private final String code;
    private final NotificationType mail;

    RecoveryKind(String code, NotificationType mail) {
        this.code = code;
        this.mail = mail;
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
     * The mail that answers it.
     *
     * @return its type
     */
    public NotificationType mail() {
        return mail;
    }

    /**
     * Finds a kind by its stable name.
     *
     * @param code a value of {@link #code()}
     * @return the kind
     * @throws IllegalArgumentException if there is none
     */
    public static RecoveryKind ofCode(String code) {
        for (RecoveryKind kind : values()) {
            if (kind.code.equals(code)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown recovery kind code: " + code);
    }
}
