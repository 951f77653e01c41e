package org.portalemails.settings;

/** How a content is written. The subject is always plain text. */
public enum ContentFormat {
    /** Plain text; line breaks count. The mail has one text part. */
    PLAIN("plain"),
    /** HTML; values are escaped. The mail has this part and a plain-text part made from it. */
    HTML("html");

    private final String code;

    ContentFormat(String code) {
        this.code = code;
    }

    /**
     * The stable name, for storage.
     *
     * @return lower-case ASCII
     */
    public String code() {
        return code;
    }

    /**
     * Finds a format by its stable name.
     *
     * @param code a value of {@link #code()}
     * @return the format
     * @throws IllegalArgumentException if there is none
     */
    public static ContentFormat ofCode(String code) {
        for (ContentFormat format : values()) {
            if (format.code.equals(code)) {
                return format;
            }
        }
        throw new IllegalArgumentException("unknown content format: " + code);
    }
}
