package org.portalemails.template;

/** What a problem means for saving. */
public enum Severity {
    /** The text is refused. */
    ERROR("error"),
    /** The text is taken; its author should look again. */
    WARNING("warning");

    private final String code;

    Severity(String code) {
        this.code = code;
    }

    /** The stable name: lower-case ASCII letters. */
    public String code() {
        return code;
    }
}
