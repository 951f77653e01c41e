package org.portalemails.notification;

import java.util.List;
import java.util.stream.Stream;

/**
 * The seven mails of the portal. Each constant names what causes it, who receives it and what governs it.
 *
 * <p>What is stored and logged is {@link #code()}, never the ordinal or the name of the constant. Codes never change and
 * are never used again for something else.
 */
public enum NotificationType {
    /**
     * A representative submitted an access request. Goes to the internal address <em>Send Access Request Email Messages
     * To</em>; there is no switch, and it is skipped if no level of the settings has that address.
     */
    INTERNAL_ACCESS_REQUEST("internal-access-request", Audience.RECEIVABLES_STAFF, false),
    /**
     * A representative asked for access themselves, or staff or a primary contact added them. The second case is governed by
     * <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>.
     */
    CUSTOMER_ACCESS_REQUEST("customer-access-request", Audience.CUSTOMER, true),
    /** Staff validated the representative. Always on. */
    CUSTOMER_VALIDATION_CONFIRMATION("customer-validation-confirmation", Audience.CUSTOMER, false),
    /** A representative became the primary contact of their company. Has its own switch. */
    NEW_PRIMARY_CONTACT("new-primary-contact", Audience.CUSTOMER, true),
    /** A representative is no longer the primary contact of their company. Has its own switch. */
    OLD_PRIMARY_CONTACT("old-primary-contact", Audience.CUSTOMER, true),
    /** Somebody asked for the user names behind an address. Always on. */
    FORGOT_USER_NAME("forgot-user-name", Audience.CUSTOMER, false),
    /** Somebody asked for a new password. Always on. */
    RESET_PASSWORD("reset-password", Audience.CUSTOMER, false);

    /** Who reads a mail. */
    public enum Audience {
        /** The people who handle receivables on the host's side. */
        RECEIVABLES_STAFF,
        /** A representative of a customer. */
        CUSTOMER
    }

    private static final List<NotificationType> ON_SCREEN =
            Stream.of(values()).filter(NotificationType::isOnScreen).toList();

    private final String code;
    private final Audience audience;
    private final boolean switchable;

    NotificationType(String code, Audience audience, boolean switchable) {
        this.code = code;
        this.audience = audience;
        this.switchable = switchable;
    }

    /**
     * The stable name of this mail, for storage, logs and metrics: lower-case ASCII letters and hyphens.
     *
     * @return the code
     */
    public String code() {
        return code;
    }

    /**
     * Who reads this mail.
     *
     * @return the audience
     */
    public Audience audience() {
        return audience;
    }

    /**
     * Whether the screen has a switch that can hold this mail back.
     *
     * @return {@code false} for a mail that is always on
     */
    public boolean isSwitchable() {
        return switchable;
    }

    /**
     * Whether the screen has a subject and a content for this mail. Only {@link #INTERNAL_ACCESS_REQUEST} has none: its
     * text is built in, and a host may replace it.
     *
     * @return whether an administrator can write its text
     */
    public boolean isOnScreen() {
        return this != INTERNAL_ACCESS_REQUEST;
    }

    /**
     * The six mails whose texts stand on the screen, in the order of the screen.
     *
     * @return an unmodifiable list
     */
    public static List<NotificationType> onScreen() {
        return ON_SCREEN;
    }

    /**
     * Finds a mail by its stable name.
     *
     * @param code a value of {@link #code()}
     * @return the mail
     * @throws IllegalArgumentException if no mail has this code
     */
    public static NotificationType ofCode(String code) {
        for (NotificationType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown notification type code: " + code);
    }
}
