package org.portalemails.template.html;

import java.util.List;

/** Tells a document of its own from what stands in one: by its first tag. */
public final class WholeDocument {
    private static final List<String> TAGS = List.of("<!doctype", "<html", "<head", "<body");

    private WholeDocument() {}

    /** Whether HTML needs nothing around it. */
    public static boolean is(String html) {
        return TAGS.stream().anyMatch(tag -> begins(html, tag));
    }

    /**
     * Whether HTML begins with a tag, in whatever case.
     *
     * @param tag without its end, such as {@code <head}; {@code <header>} is another one
     */
    public static boolean begins(String html, String tag) {
        String start = html.stripLeading();
        boolean same = start.regionMatches(true, 0, tag, 0, tag.length());
        return same && (start.length() == tag.length() || !Character.isLetterOrDigit(start.charAt(tag.length())));
    }
}
