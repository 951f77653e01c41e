package org.portalemails.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plain-text part of a mail from its HTML part.
 *
 * <p>A link becomes {@code text (address)}, or the address alone if that is its text. Paragraphs, headings and tables stand
 * apart, a row of a table is a line, items of lists have a mark, images are their alternative text, quotations begin with
 * {@code >}. What the HTML does not show ({@code display: none}, comments, styles) is left out. Secrets stay holes.
 *
 * <p>Thread-safe; time and memory linear in the length.
 */
public final class HtmlToText {
    /** Stands in the HTML for a hole; a letter for its field follows. No text that is rendered or resolved contains it. */
    private static final char HOLE = '\uffff';

    private static final char FIRST_FIELD = '\ue000';
    private static final int MAX_FIELDS = 0x1000;

    /** Lists and quotations deeper than this are not indented further. */
    private static final int MAX_INDENT = 6;

    private static final Set<String> APART = Set.of(
            "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "dl", "hr", "ul", "ol", "figure");
    private static final Set<String> ON_ITS_LINE = Set.of(
            "div",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "nav",
            "aside",
            "address",
            "center",
            "tr",
            "dt",
            "dd",
            "caption",
            "figcaption",
            "body",
            "html");

    private record Link(String address, int from) {}

    private final TextLayout layout = new TextLayout();
    private final boolean hide;
    private final Deque<Integer> lists = new ArrayDeque<>();
    /** For every open item the depth of its list. */
    private final Deque<Integer> itemOpen = new ArrayDeque<>();

    private final Deque<Boolean> indented = new ArrayDeque<>();
    private final Deque<String> cellSeparators = new ArrayDeque<>();
    private @Nullable Link link;
    private int preformatted;
    private boolean preformattedStart;
    private String hidden = "";
    private int hiddenDepth;

    private HtmlToText(boolean hide) {
        this.hide = hide;
    }

    /**
     * Converts.
     *
     * @param html a text of kind {@link TextKind#HTML}
     * @return a text of kind {@link TextKind#PLAIN} with holes for the same secrets, wherever the HTML shows them
     * @throws IllegalArgumentException if {@code html} is of another kind
     */
    public static RenderedText convert(RenderedText html) {
        if (html.kind() != TextKind.HTML) {
            throw new IllegalArgumentException("not HTML: " + html.kind());
        }
        List<String> fields = List.copyOf(html.secretFields());
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("more than " + MAX_FIELDS + " secrets");
        }
        StringBuilder source = new StringBuilder();
        for (RenderedText.Piece piece : html.pieces()) {
            if (piece instanceof RenderedText.Piece.Secret secret) {
                source.append(HOLE).append((char) (FIRST_FIELD + fields.indexOf(secret.field())));
            } else if (piece instanceof RenderedText.Piece.Literal literal) {
                source.append(literal.text().replace(HOLE, '\ufffd'));
            }
        }
        String marked = source.toString();
        HtmlToText conversion = new HtmlToText(true);
        String text = conversion.run(marked);
        if (conversion.hiddenDepth > 0) {
            // Something hidden never ends: rather show too much than lose the rest.
            text = new HtmlToText(false).run(marked);
        }
        return withHoles(text, fields);
    }

    private static RenderedText withHoles(String text, List<String> fields) {
        List<RenderedText.Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int hole = text.indexOf(HOLE); hole >= 0; hole = text.indexOf(HOLE, from)) {
            if (hole > from) {
                pieces.add(new RenderedText.Piece.Literal(text.substring(from, hole)));
            }
            pieces.add(new RenderedText.Piece.Secret(fields.get(text.charAt(hole + 1) - FIRST_FIELD)));
            from = hole + 2;
        }
        if (from < text.length()) {
            pieces.add(new RenderedText.Piece.Literal(text.substring(from)));
        }
        return RenderedText.of(TextKind.PLAIN, pieces);
    }

    private String run(String html) {
        HtmlTokens tokens = new HtmlTokens(html);
        while (true) {
            switch (tokens.next()) {
                case TEXT -> text(tokens.text());
                case START -> start(tokens);
                case END -> end(tokens.name());
                case EOF -> {
                    endLink();
                    return layout.finish();
                }
            }
        }
    }

    private void text(String text) {
        if (hiddenDepth > 0) {
            return;
        }
        if (preformatted == 0) {
            layout.flow(text);
        } else {
            layout.verbatim(preformattedStart && text.startsWith("\n") ? text.substring(1) : text);
        }
        preformattedStart = false;
    }

    private void start(HtmlTokens tokens) {
        String name = tokens.name();
        if (hiddenDepth > 0) {
            hiddenDepth += name.equals(hidden) ? 1 : 0;
            return;
        }
        if (hide && isHidden(tokens)) {
            hidden = name;
            hiddenDepth = 1;
            return;
        }
        if (APART.contains(name)) {
            layout.newLine(indented.isEmpty() ? 2 : 1);
        } else if (ON_ITS_LINE.contains(name)) {
            layout.newLine(1);
        }
        switch (name) {
            case "br" -> layout.lineBreak();
            case "hr" -> {
                layout.flow("-".repeat(40));
                layout.newLine(2);
            }
            case "img" -> layout.flow(tokens.attribute("alt"));
            case "a" -> startLink(tokens.attribute("href"));
            case "ul" -> lists.push(-1);
            case "ol" -> lists.push(firstNumber(tokens.attribute("start")));
            case "li" -> item();
            case "blockquote" -> indent("> ");
            case "pre" -> {
                preformatted++;
                preformattedStart = true;
            }
            case "table" -> cellSeparators.push(tokens.attribute("role").equals("presentation") ? " " : " | ");
            case "td", "th" -> layout.separate(cellSeparators.isEmpty() ? " " : cellSeparators.element());
            default -> {
                // Nothing of its own.
            }
        }
    }

    private void end(String name) {
        if (hiddenDepth > 0) {
            hiddenDepth -= name.equals(hidden) ? 1 : 0;
            return;
        }
        switch (name) {
            case "a" -> endLink();
            case "ul", "ol" -> {
                endItem();
                if (!lists.isEmpty()) {
                    lists.pop();
                }
            }
            case "li" -> endItem();
            case "blockquote" -> unindent();
            case "pre" -> preformatted = Math.max(0, preformatted - 1);
            case "table" -> {
                if (!cellSeparators.isEmpty()) {
                    cellSeparators.pop();
                }
            }
            default -> {
                // Nothing of its own.
            }
        }
        if (APART.contains(name)) {
            layout.newLine(indented.isEmpty() ? 2 : 1);
        } else if (ON_ITS_LINE.contains(name)) {
            layout.newLine(1);
        }
    }

    /** Text for the preview of an inbox is often put into such an element. */
    private static boolean isHidden(HtmlTokens tokens) {
        return (tokens.name().equals("div") || tokens.name().equals("span"))
                && tokens.attribute("style")
                        .replace(" ", "")
                        .toLowerCase(Locale.ROOT)
                        .contains("display:none");
    }

    private void item() {
        endItem();
        layout.newLine(1);
        String mark = "- ";
        if (!lists.isEmpty()) {
            int number = lists.pop();
            lists.push(number < 0 ? number : number + 1);
            mark = number < 0 ? "- " : number + ". ";
        }
        indent(" ".repeat(mark.length()));
        itemOpen.push(lists.size());
        layout.mark(mark);
    }

    /** Ends the item of the innermost list, whose end tag may be missing. */
    private void endItem() {
        if (!itemOpen.isEmpty() && itemOpen.element() == lists.size()) {
            itemOpen.pop();
            unindent();
            layout.dropMark();
            layout.newLine(1);
        }
    }

    private void indent(String text) {
        boolean room = indented.size() < MAX_INDENT;
        indented.push(room);
        if (room) {
            layout.pushIndent(text);
        }
    }

    private void unindent() {
        if (!indented.isEmpty() && indented.pop()) {
            layout.popIndent();
        }
    }

    private static int firstNumber(String start) {
        return start.matches("[0-9]{1,6}") ? Integer.parseInt(start) : 1;
    }

    /** A link in a link ends the outer one, as in a browser. */
    private void startLink(String href) {
        endLink();
        link = new Link(address(href), layout.length());
    }

    private void endLink() {
        Link ended = link;
        link = null;
        if (ended == null || ended.address().isEmpty()) {
            return;
        }
        String shown = layout.since(ended.from());
        if (!isSame(shown, ended.address())) {
            layout.flow(shown.isEmpty() ? ended.address() : " (" + ended.address() + ")");
        }
    }

    /** What a reader needs of a link: the address without the scheme of mails and telephones; nothing of a place in the text. */
    private static String address(String href) {
        String link = href.strip();
        if (link.startsWith("#")) {
            return "";
        }
        for (String scheme : List.of("mailto:", "tel:", "sms:")) {
            if (link.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int query = link.indexOf('?');
                return link.substring(scheme.length(), query < 0 ? link.length() : query);
            }
        }
        return link;
    }

    private static boolean isSame(String shown, String address) {
        return plain(shown).equals(plain(address));
    }

    private static String plain(String address) {
        String plain = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return plain.regionMatches(true, 0, "https://", 0, 8) ? plain.substring(8) : plain;
    }
}
