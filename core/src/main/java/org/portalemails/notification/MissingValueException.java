package org.portalemails.notification;

import org.portalemails.PortalEmailsException;

/**
 * An event lacks a value that the text of its mail needs. Nothing was written. The host's developer acts: give the value,
 * or put the place in the text into a section of that field.
 */
public class MissingValueException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final NotificationType type;
    private final String field;

    /**
     * Creates the exception.
     *
     * @param type the mail
     * @param field the name of the merge field
     */
    public MissingValueException(NotificationType type, String field) {
        super(type.code() + ": the text needs a value for {{" + field + "}} and the event has none");
        this.type = type;
        this.field = field;
    }

    /**
     * The mail whose text needs the value.
     *
     * @return the mail
     */
    public NotificationType type() {
        return type;
    }

    /**
     * The merge field without a value.
     *
     * @return its name
     */
    public String field() {
        return field;
    }
}
