package org.portalemails.template;

/** What a problem means for saving. */
public enum Severity {
    /** The text is refused. */
    ERROR,
    /** The text is taken; its author should look again. */
    WARNING
}
