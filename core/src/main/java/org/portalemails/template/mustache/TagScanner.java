package org.portalemails.template.mustache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.portalemails.language.VisibleText;
import org.portalemails.template.Severity;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlEntities;

/**
 * Cuts a source into texts and tags, and names everything of Mustache that is not in our language. One pass, no going back.
 *
 * <p>A tag that is refused yields its problems and no {@link Tag}.
 */
final class TagScanner {
    private static final int MAX_NAME_LENGTH = 64;
    private static final int LONGEST_REFERENCE = 10;

    private final String source;
    private final TextKind kind;
    private final Positions positions;
    private final Problems problems;
    private final List<Tag> tags = new ArrayList<>();

    TagScanner(String source, TextKind kind, Problems problems) {
        this.source = source;
        this.kind = kind;
        this.positions = new Positions(source);
        this.problems = problems;
    }

    List<Tag> scan() {
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf("{{", at);
            if (open < 0) {
                add(Tag.Kind.TEXT, at, source.length(), "");
                break;
            }
            if (open > at) {
                add(Tag.Kind.TEXT, at, open, "");
            }
            at = tag(open);
        }
        return tags;
    }

    /** Reads the tag at {@code open}; answers the offset after it. */
    private int tag(int open) {
        int from = open + 2;
        boolean triple = source.startsWith("{", from);
        int close = source.indexOf(triple ? "}}}" : "}}", from);
        if (close < 0) {
            problems.error("template.tag-not-closed", positions.at(open));
            return source.length();
        }
        int end = close + (triple ? 3 : 2);
        String inner = withoutBlanks(source.substring(from, close));
        char sigil = inner.isEmpty() || inner.charAt(0) == '{' && !triple ? ' ' : inner.charAt(0);
        String rest = inner.isEmpty() ? "" : withoutBlanks(inner.substring(1));
        String unmarked = sigil == '!' ? inner : withoutMarkup(inner);
        if (!unmarked.equals(inner)) {
            problems.error("template.markup-in-tag", positions.at(open), "field", unmarked);
            return end;
        }
        switch (sigil) {
            case '!' -> add(Tag.Kind.COMMENT, open, end, "");
            case '#' -> named(Tag.Kind.SECTION, open, end, rest);
            case '^' -> named(Tag.Kind.INVERTED, open, end, rest);
            case '/' -> named(Tag.Kind.CLOSE, open, end, rest);
            case '{', '&' -> problems.error("template.unescaped-output", positions.at(open), "field", rest);
            case '>' -> problems.error("template.partial", positions.at(open), "name", rest);
            case '=' -> problems.error("template.delimiters", positions.at(open));
            case '<', '$' -> problems.error("template.inheritance", positions.at(open), "name", rest);
            default -> named(Tag.Kind.VARIABLE, open, end, inner);
        }
        return end;
    }

    /** Editors put blanks between braces that are none to a program: no-break ones, written as references, or of no width. */
    private String withoutBlanks(String inner) {
        int from = 0;
        int to = inner.length();
        while (from < to && blankLength(inner, from) > 0) {
            from += blankLength(inner, from);
        }
        while (to > from) {
            int before = to - 1;
            if (kind == TextKind.HTML && inner.charAt(before) == ';') {
                before = Math.max(from, inner.lastIndexOf('&', before));
            }
            if (before + blankLength(inner, before) != to) {
                break;
            }
            to = before;
        }
        return inner.substring(from, to);
    }

    /** How many characters the blank at an index has; 0 if there is none. */
    private int blankLength(String inner, int at) {
        if (!VisibleText.isIn(inner.substring(at, at + 1))) {
            return Character.isSurrogate(inner.charAt(at)) ? 0 : 1;
        }
        if (kind != TextKind.HTML || inner.charAt(at) != '&') {
            return 0;
        }
        int end = inner.indexOf(';', at);
        boolean reference = end > at && end - at <= LONGEST_REFERENCE;
        return reference && !VisibleText.isIn(HtmlEntities.decode(inner.substring(at, end + 1), false))
                ? end + 1 - at
                : 0;
    }

    /** The words between the braces without tags of HTML, where an editor made them bold, say; otherwise as they are. */
    private String withoutMarkup(String inner) {
        if (kind != TextKind.HTML || inner.indexOf('<') < 0 || inner.indexOf('>') < inner.indexOf('<')) {
            return inner;
        }
        String text = withoutBlanks(inner.replaceAll("<[^<>]*>", ""));
        return text.isEmpty() ? inner : text;
    }

    private void named(Tag.Kind kind, int open, int end, String name) {
        boolean here = name.equals(".");
        if (here && kind == Tag.Kind.VARIABLE || isName(name)) {
            add(kind, open, end, name);
        } else if (here) {
            problems.error("template.current-as-section", positions.at(open));
        } else if (name.isEmpty()) {
            problems.error("template.empty-tag", positions.at(open));
        } else if (invisibleIn(name) >= 0) {
            String visible = withoutInvisible(name);
            problems.error(new TemplateProblem(
                    "template.invisible-character-in-name",
                    Severity.ERROR,
                    positions.at(open),
                    Map.of("field", visible, "character", String.format(Locale.ROOT, "U+%04X", invisibleIn(name)))));
        } else if (isDotted(name)) {
            problems.error("template.dotted-name", positions.at(open), "field", name);
        } else {
            problems.error("template.expression", positions.at(open), "field", name);
        }
    }

    /** The first character without a shape in what would be a name without it, or -1. */
    private int invisibleIn(String name) {
        int[] unseen = read(name).codePoints().filter(VisibleText::isIgnorable).toArray();
        return unseen.length > 0 && isName(withoutInvisible(name)) ? unseen[0] : -1;
    }

    private String withoutInvisible(String name) {
        return read(name)
                .codePoints()
                .filter(c -> !VisibleText.isIgnorable(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String read(String name) {
        return kind == TextKind.HTML ? HtmlEntities.decode(name, false) : name;
    }

    private void add(Tag.Kind kind, int start, int end, String name) {
        tags.add(new Tag(kind, start, end, name, positions.at(start)));
    }

    /** An ASCII letter, then letters, digits and {@code _}. */
    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !isLetter(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDotted(String name) {
        int from = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
            if (!isName(name.substring(from, dot))) {
                return false;
            }
            from = dot + 1;
        }
        return from > 0 && isName(name.substring(from));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
