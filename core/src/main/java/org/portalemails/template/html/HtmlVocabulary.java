package org.portalemails.template.html;

import java.util.Set;

/**
 * What of HTML may stand in a mail: elements that mail clients show, without anything that acts by itself.
 *
 * <p>A list of what is allowed, since a list of what is dangerous is never complete.
 */
public final class HtmlVocabulary {
    /** Elements without content and without an end tag. */
    static final Set<String> VOID = Set.of("br", "hr", "img", "col", "meta", "wbr");

    /** Elements whose end tag HTML lets an author leave out. */
    private static final Set<String> OPTIONAL_END = Set.of(
            "html",
            "head",
            "body",
            "p",
            "li",
            "dt",
            "dd",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "colgroup",
            "caption");

    static final Set<String> ALLOWED = Set.of(
            "a",
            "abbr",
            "acronym",
            "address",
            "article",
            "aside",
            "b",
            "bdi",
            "bdo",
            "big",
            "blockquote",
            "body",
            "br",
            "caption",
            "center",
            "cite",
            "code",
            "col",
            "colgroup",
            "dd",
            "del",
            "dfn",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "font",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "html",
            "i",
            "img",
            "ins",
            "kbd",
            "li",
            "main",
            "mark",
            "meta",
            "nav",
            "ol",
            "p",
            "pre",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "section",
            "small",
            "span",
            "strike",
            "strong",
            "style",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "time",
            "title",
            "tr",
            "tt",
            "u",
            "ul",
            "var",
            "wbr");

    /** Allowed elements that stand within a line. */
    static final Set<String> PHRASES = Set.of(
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i",
            "img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
            "sub", "sup", "time", "tt", "u", "var", "wbr");

    /**
     * Elements that load, run or ask for something, or whose content is not read as tags everywhere. A mail with one of them is
     * refused; tags of every other element that is not allowed are left out, with a warning.
     */
    private static final Set<String> REFUSED = Set.of(
            "animate",
            "applet",
            "area",
            "audio",
            "base",
            "basefont",
            "bgsound",
            "button",
            "canvas",
            "datalist",
            "details",
            "dialog",
            "embed",
            "fencedframe",
            "fieldset",
            "form",
            "frame",
            "frameset",
            "iframe",
            "image",
            "input",
            "isindex",
            "keygen",
            "layer",
            "ilayer",
            "listing",
            "map",
            "marquee",
            "math",
            "menuitem",
            "noembed",
            "noframes",
            "noscript",
            "object",
            "optgroup",
            "option",
            "output",
            "param",
            "plaintext",
            "portal",
            "script",
            "select",
            "slot",
            "source",
            "svg",
            "template",
            "textarea",
            "track",
            "video",
            "xml",
            "xmp");

    /** Elements whose content is not read as tags; only {@code style} and {@code title} are allowed in a mail. */
    static final Set<String> RAW = Set.of(
            "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext");

    /** Attributes that load, submit or run something, wherever they stand. */
    private static final Set<String> REFUSED_ATTRIBUTES = Set.of(
            "action",
            "archive",
            "classid",
            "codebase",
            "content-security-policy",
            "contenteditable",
            "data",
            "dynsrc",
            "form",
            "formaction",
            "formmethod",
            "icon",
            "is",
            "longdesc",
            "lowsrc",
            "manifest",
            "ping",
            "popovertarget",
            "poster",
            "profile",
            "slot",
            "srcdoc",
            "srcset",
            "usemap");

    private static final Set<String> LINKS = Set.of("href", "src", "background", "cite");

    private HtmlVocabulary() {}

    public static boolean isAllowedElement(String name) {
        return ALLOWED.contains(name);
    }

    /** Whether tags of this name are left out, and what stands between them is kept. */
    public static boolean isMeaningless(String name) {
        return !ALLOWED.contains(name) && !REFUSED.contains(name) && isName(name);
    }

    /**
     * Whether an attribute is left out, and the element is kept: one of Word's or Outlook's, such as {@code v:shapes}, or one that makes
     * sense only where a script can undo it, and until then hides the element or makes its links dead.
     */
    public static boolean isMeaninglessAttribute(String name) {
        return name.equals("popover")
                || name.equals("inert")
                || name.indexOf(':') >= 0 && isName(name) && !isEvent(name) && !isAllowedAttribute(name);
    }

    private static boolean isName(String name) {
        return name.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == ':' || c == '-' || c == '_' || c == '.');
    }

    /** Whether an element stands within a line, and ends no paragraph. */
    public static boolean isPhrase(String name) {
        return PHRASES.contains(name);
    }

    public static boolean isVoid(String name) {
        return VOID.contains(name);
    }

    public static boolean mayOmitEnd(String name) {
        return OPTIONAL_END.contains(name);
    }

    public static boolean isRaw(String name) {
        return RAW.contains(name);
    }

    public static boolean isEvent(String attribute) {
        return attribute.startsWith("on");
    }

    public static boolean isLink(String attribute) {
        return LINKS.contains(attribute);
    }

    /** Whether an attribute may stand in a mail; its value is another question. */
    public static boolean isAllowedAttribute(String name) {
        if (isEvent(name) || REFUSED_ATTRIBUTES.contains(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!letter && !(c == ':' && (name.startsWith("xml:") || name.startsWith("xmlns:")))) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code <meta http-equiv="…">} only describes the text. */
    public static boolean isAllowedHttpEquiv(String value) {
        String stripped = value.strip();
        return stripped.equalsIgnoreCase("content-type")
                || stripped.equalsIgnoreCase("content-language")
                || stripped.equalsIgnoreCase("x-ua-compatible");
    }
}
