package org.portalemails.notification;

import org.portalemails.PortalEmailsException;

/**
 * An event carries a value that cannot stand where its field stands: a field of the host's that holds a link has something else.
 * Nothing was written. The host's developer acts.
 */
public class UnusableValueException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final NotificationType type;
    private final String field;

    /**
     * Creates the exception.
     *
     * @param type the mail
     * @param field the name of the merge field; its value is not repeated
     */
    public UnusableValueException(NotificationType type, String field) {
        super(type.code() + ": the value of {{" + field + "}} must be an absolute https address");
        this.type = type;
        this.field = field;
    }

    /**
     * The mail.
     *
     * @return the mail
     */
    public NotificationType type() {
        return type;
    }

    /**
     * The merge field.
     *
     * @return its name
     */
    public String field() {
        return field;
    }
}
