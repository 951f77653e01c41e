package org.portalemails.notification;

import org.portalemails.PortalEmailsException;

/**
 * An event lacks a value that the text of its mail needs, or carries one that cannot stand where its field stands. Nothing was written.
 * The host's developer acts: give the value, or put the place in the text into a section of that field.
 */
public class FieldValueException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final NotificationType type;
    private final String field;

    private FieldValueException(NotificationType type, String field, String problem) {
        super(type.code() + ": " + problem);
        this.type = type;
        this.field = field;
    }

    /** The event has no value for the field. */
    public static FieldValueException missing(NotificationType type, String field) {
        return new FieldValueException(
                type, field, "the text needs a value for {{" + field + "}} and the event has none");
    }

    /** The field holds a link, and its value, which is not repeated, is something else. */
    public static FieldValueException noLink(NotificationType type, String field) {
        return new FieldValueException(type, field, "the value of {{" + field + "}} must be an absolute https address");
    }

    /** The mail. */
    public NotificationType type() {
        return type;
    }

    /** The name of the merge field. */
    public String field() {
        return field;
    }
}
