package org.portalemails.notification;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.portalemails.event.Contact;
import org.portalemails.event.PortalEvent;

/**
 * The mails of the portal: the seven of the screen's specification, and notices that a host opts for. Each constant names what causes it, who receives it and what governs it.
 *
 * <p>What is stored and logged is {@link #code()}, never the ordinal or the name of the constant. Codes never change and
 * are never used again for something else.
 */
public enum NotificationType {
    /**
     * A representative submitted an access request. Goes to the internal address <em>Send Access Request Email Messages
     * To</em>; there is no switch, and it is skipped if no level of the settings has that address.
     */
    INTERNAL_ACCESS_REQUEST("internal-access-request", new InternalAccessRequest()),
    /**
     * A representative asked for access themselves, or staff or a primary contact added them. The second case is governed by
     * <em>Send Email To Customers Who Did Not Initiate Portal Access Themselves</em>. Staff may send it once more.
     */
    CUSTOMER_ACCESS_REQUEST("customer-access-request", new CustomerAccessRequest()),
    /** Staff validated the representative. Always on. */
    CUSTOMER_VALIDATION_CONFIRMATION("customer-validation-confirmation", new CustomerValidationConfirmation()),
    /** A representative became the primary contact of their company. Has its own switch. */
    NEW_PRIMARY_CONTACT("new-primary-contact", new NewPrimaryContact()),
    /** A representative is no longer the primary contact of their company. Has its own switch. */
    OLD_PRIMARY_CONTACT("old-primary-contact", new OldPrimaryContact()),
    /** Somebody asked for the user names behind an address. Always on. */
    FORGOT_USER_NAME("forgot-user-name", new ForgotUserName()),
    /** Somebody asked for a new password. Always on. */
    RESET_PASSWORD("reset-password", new ResetPassword()),
    /** The password of an account was changed. A notice: sent if the host announces the change, which it need not. */
    PASSWORD_CHANGED("password-changed", new PasswordChangedNotice()),
    /** The address of an account was changed, to its new address. A notice, as {@link #PASSWORD_CHANGED}. */
    NEW_ADDRESS("new-address", new AddressChangedNotice(AddressChangedNotice.To.NEW)),
    /** The address of an account was changed, to its old address. A notice, as {@link #PASSWORD_CHANGED}. */
    OLD_ADDRESS("old-address", new AddressChangedNotice(AddressChangedNotice.To.OLD));

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
    /** Immutable, which the compiler cannot see: it holds functions. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Notification<?> notification;

    NotificationType(String code, Notification<?> notification) {
        this.code = code;
        this.notification = notification;
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
        return notification.audience();
    }

    /**
     * The switch of the screen that can turn this mail off.
     *
     * @return empty for a mail that is always on
     */
    public Optional<Switch> governedBy() {
        return Optional.ofNullable(notification.governedBy());
    }

    /**
     * Whether the screen has a subject and a content for this mail. {@link #INTERNAL_ACCESS_REQUEST} and the notices have none:
     * their texts are built in, and a host may replace them.
     *
     * @return whether an administrator can write its text
     */
    public boolean isOnScreen() {
        return notification.isOnScreen();
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
     * The mails that an event may cause, whatever the settings.
     *
     * @param event what happened
     * @return one or two, in the order of the screen
     */
    public static List<NotificationType> causedBy(PortalEvent event) {
        return Stream.of(values())
                .filter(type -> type.notification.events().contains(event.getClass()))
                .toList();
    }

    /**
     * Applies the rule of this mail to an event. Of several reasons for a skip the first of this list is named: the portal is not in
     * use, there is nobody to tell, the policy, nothing new, the switch, no address, no sender.
     *
     * @param event one that {@linkplain #causedBy causes} this mail
     * @param conditions what the settings and the host say
     * @return who gets it, or why nobody does
     */
    public Decision decide(PortalEvent event, SendingConditions conditions) {
        return of(event).decide(conditions);
    }

    /**
     * Who caused an event without anybody knowing them: limits count such mails.
     *
     * @param event one that causes this mail
     * @return empty for an event that the host or somebody with an account caused
     */
    public Optional<Contact> stranger(PortalEvent event) {
        return Optional.ofNullable(of(event).stranger());
    }

    /**
     * A key under which a newer mail of this kind cancels an older one that still waits.
     *
     * @param event one that causes this mail
     * @return empty if mails of this kind stand beside each other; at most 191 characters, and nothing that tells who it is
     */
    public Optional<String> supersedes(PortalEvent event) {
        return Optional.ofNullable(of(event).supersedes());
    }

    Notification<?> notification() {
        return notification;
    }

    private Notification.About<?> of(PortalEvent event) {
        return notification.about(event);
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
