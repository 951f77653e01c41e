package org.portalemails.notification;

import java.util.Locale;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlVocabulary;

/** How a content is written. The subject is always plain text. */
public enum ContentFormat {
    /** Plain text; line breaks count. The mail has one text part. */
    PLAIN("plain"),
    /** HTML; values are escaped. The mail has this part and a plain-text part made from it. */
    HTML("html");

    private static final int LONGEST_ELEMENT = 10;

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
     * What a content written so becomes.
     *
     * @return {@link TextKind#PLAIN} or {@link TextKind#HTML}
     */
    public TextKind kind() {
        return this == HTML ? TextKind.HTML : TextKind.PLAIN;
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

    /**
     * Tells how a content is written, for people who do not say so: it is HTML if it has a tag of a well-known element.
     *
     * @param content a content
     * @return {@link #HTML} or {@link #PLAIN}
     */
    public static ContentFormat detect(String content) {
        return firstTag(content) < 0 ? PLAIN : HTML;
    }

    /**
     * Where the first tag of a well-known element begins.
     *
     * @param content a content
     * @return its offset in characters, or -1 if there is none
     */
    public static int firstTag(String content) {
        int open = content.indexOf('<');
        while (open >= 0) {
            int start = content.startsWith("/", open + 1) ? open + 2 : open + 1;
            int end = start;
            while (end < content.length() && end - start <= LONGEST_ELEMENT && isLetterOrDigit(content.charAt(end))) {
                end++;
            }
            boolean ends = end < content.length() && " \t\n\r/>".indexOf(content.charAt(end)) >= 0;
            if (ends
                    && HtmlVocabulary.isAllowedElement(
                            content.substring(start, end).toLowerCase(Locale.ROOT))) {
                return open;
            }
            open = content.indexOf('<', open + 1);
        }
        return -1;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
