package org.portalemails.template.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the plain-text part of a mail from its HTML part, as a person would type it.
 *
 * <p>The address of a link stands on a line of its own below the line that holds the link, or nowhere if it is what the link shows;
 * so nobody's mail program takes a neighbouring word for a part of it. Paragraphs and headings stand apart, a row of a table is a
 * line, items of lists have a mark, images are their alternative text, quotations begin with {@code >}. What the HTML does not show
 * (hidden elements, comments, styles, links without content) is left out. Secrets stay holes, each between blanks or line ends.
 *
 * <p>Thread-safe; time and memory linear in the length.
 */
public final class HtmlToText {
    /** Stands for a hole that is filled later; one character that names it follows. No text that is rendered contains it. */
    public static final char HOLE = '\uffff';

    /**
     * Stands for a value that is written in later and shows something; one character that names it follows, and both are letters like
     * any others. No text that is rendered with its values contains it.
     */
    public static final char BLANK = '\ufffe';

    /** Stands in the text if what it says depends on a {@link #BLANK}: on whether a link shows where it leads. */
    public static final char UNDECIDED = '\ufdd0';

    /** Lists and quotations deeper than this are not indented further. */
    private static final int MAX_INDENT = 6;

    private static final String RULE = "-".repeat(40);

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

    /** The attributes that say something about the text. */
    private static final Set<String> ATTRIBUTES =
            Set.of("style", "hidden", "alt", "href", "start", "border", "role", "scope");

    /** What an element that is open does to what stands in it, and has to be undone when it ends. */
    private static final class Element {
        private boolean hides;
        /** Began in what is hidden. */
        private boolean unseen;

        private boolean keepsLines;
        private boolean indents;
        /** The number of the next item, or -1 for a list without numbers. */
        private int next = -1;

        private boolean isList;
        private String cellSeparator = " ";
        private Lines lines = Lines.NONE;
    }

    /** What the beginning and the end of an element do to the current line. */
    private enum Lines {
        NONE,
        END,
        END_APART;

        static Lines of(String name) {
            return APART.contains(name) ? END_APART : ON_ITS_LINE.contains(name) ? END : NONE;
        }
    }

    private final TextLayout layout = new TextLayout();
    private final OpenElements<Element> open = new OpenElements<>(this::ended);
    private final List<Element> lists = new ArrayList<>();
    private final List<Element> tables = new ArrayList<>();
    private final TextLinks links = new TextLinks(layout);
    private int preformatted;
    private boolean preformattedStart;
    private int hidden;
    private int keepingLines;
    private int indented;
    private final boolean withImages;

    private HtmlToText(boolean withImages) {
        this.withImages = withImages;
    }

    /**
     * Converts.
     *
     * @param html HTML; a {@link #HOLE} and the character behind it are one sign that shows something, and stay together
     * @param most the longest text wanted, in characters
     * @return the text; empty if it would be longer
     */
    public static Optional<String> convert(String html, int most) {
        return new HtmlToText(true).run(html, most);
    }

    /**
     * What a reader sees, and can click on, in a program that loads no images: as {@link #convert}, without the links that show only
     * images whose alternative text says nothing.
     *
     * @param html HTML
     * @param most the longest text wanted, in characters
     * @return the text; empty if it would be longer
     */
    public static Optional<String> convertWithoutImages(String html, int most) {
        return new HtmlToText(false).run(html, most);
    }

    private Optional<String> run(String html, int most) {
        new Tags(most).tokens.read(html, 0, html.length());
        open.finish();
        links.end();
        links.endLine(1);
        return layout.length() > most ? Optional.empty() : Optional.of(layout.finish());
    }

    /** Passes on what is seen of tags and texts, up to the longest text wanted. */
    private final class Tags implements HtmlTokenizer.Reader {
        private final int most;

        private final HtmlTokenizer tokens = new HtmlTokenizer(this);
        private final Map<String, String> attributes = new HashMap<>();

        Tags(int most) {
            this.most = most;
        }

        @Override
        public void text(String source, int from, int to) {
            if (layout.length() <= most) {
                HtmlToText.this.text(HtmlEntities.decode(source.substring(from, to), false));
            }
        }

        @Override
        public void bareLessThan(char next) {
            HtmlToText.this.text("<");
        }

        @Override
        public void tagNamed() {
            attributes.clear();
        }

        @Override
        public void attributeEnds() {
            if (tokens.isEndTag()) {
                return;
            }
            String name = tokens.attribute();
            if (ATTRIBUTES.contains(name)) {
                attributes.putIfAbsent(name, HtmlEntities.decode(tokens.value().toString(), true));
            }
        }

        @Override
        public void tagEnds() {
            if (layout.length() > most) {
                return;
            }
            if (tokens.isEndTag()) {
                open.end(tokens.element());
            } else {
                start(tokens.element(), attributes);
            }
        }
    }

    private void text(String text) {
        if (!text.isBlank()) {
            open.content();
        }
        if (hidden > 0) {
            return;
        }
        String shown = preformattedStart && text.startsWith("\n") ? text.substring(1) : text;
        preformattedStart = false;
        links.shows(shown);
        int from = 0;
        for (int hole = shown.indexOf(HOLE); hole >= 0; hole = shown.indexOf(HOLE, from)) {
            words(shown.substring(from, hole));
            from = Math.min(hole + 2, shown.length());
            layout.apart();
            layout.flow(shown.substring(hole, from));
            layout.apart();
        }
        words(shown.substring(from));
    }

    private void words(String text) {
        if (preformatted == 0 && keepingLines == 0) {
            layout.flow(text);
            return;
        }
        if (preformatted == 0) {
            String[] lines = text.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (i > 0 && !links.endLine(0)) {
                    layout.lineBreak();
                }
                layout.flow(lines[i]);
            }
            return;
        }
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0 && links.isPending(); end = text.indexOf('\n', from)) {
            layout.verbatim(text.substring(from, end));
            links.endLine(1);
            from = end + 1;
        }
        layout.verbatim(text.substring(from));
    }

    private void start(String name, Map<String, String> attributes) {
        if (open.isOutOfPlace(name) || open.isLateRoot(name)) {
            return;
        }
        Element element = new Element();
        element.lines = Lines.of(name);
        boolean empty = HtmlVocabulary.isVoid(name);
        HtmlStyle style = HtmlStyle.of(attributes.getOrDefault("style", ""));
        // A link that Outlook hides usually has a twin for Outlook.
        element.hides =
                attributes.containsKey("hidden") || style.hides() || style.hidesInOutlook() && !name.equals("a");
        boolean followed = open.start(name, element);
        // Its start may have ended what was hidden.
        element.unseen = hidden > 0;
        if (element.hides && followed && !empty) {
            hidden++;
        }
        if (hidden > 0 || element.hides) {
            return;
        }
        if (followed && !empty && style.keepsLines()) {
            element.keepsLines = true;
            keepingLines++;
        }
        endLine(element);
        switch (name) {
            case "br" -> {
                if (!links.endLine(0)) {
                    layout.lineBreak();
                }
            }
            case "hr" -> {
                layout.flow(RULE);
                layout.newLine(2);
            }
            case "img" -> image(attributes.getOrDefault("alt", ""));
            case "a" -> {
                links.begin(attributes.getOrDefault("href", ""));
            }
            default -> {
                if (followed) {
                    follow(name, element, attributes);
                }
            }
        }
    }

    private void follow(String name, Element element, Map<String, String> attributes) {
        switch (name) {
            case "ul", "ol" -> {
                element.isList = true;
                element.next = name.equals("ul") ? -1 : firstNumber(attributes.getOrDefault("start", ""));
                lists.add(element);
            }
            case "li" -> item(element);
            case "blockquote" -> indent(element, "> ");
            case "pre" -> {
                preformatted++;
                preformattedStart = true;
            }
            case "table" -> {
                String border = attributes.getOrDefault("border", "").strip();
                boolean ruled = !border.isEmpty() && !border.startsWith("0");
                boolean forLooks = attributes.getOrDefault("role", "").strip().equalsIgnoreCase("presentation");
                element.cellSeparator = ruled && !forLooks ? " | " : " ";
                tables.add(element);
            }
            case "td", "th" -> cell(name.equals("th") && !isOfRow(attributes));
            default -> {
                // Nothing of its own.
            }
        }
    }

    /** A heading of a row stands before its value, as a person would type it. */
    private static boolean isOfRow(Map<String, String> attributes) {
        return attributes.getOrDefault("scope", "").strip().equalsIgnoreCase("row");
    }

    /** A table with headings of columns, or with lines between its cells, holds data; any other one is for looks. */
    private void cell(boolean heading) {
        if (tables.isEmpty()) {
            layout.separate(" ");
            return;
        }
        Element table = tables.get(tables.size() - 1);
        if (heading) {
            table.cellSeparator = " | ";
        }
        layout.separate(table.cellSeparator);
    }

    private void ended(String name, Element element, boolean byItsOwnEndTag) {
        if (element.hides) {
            // An end tag that is missing, since a section that holds it is not shown: browsers hide what follows, too.
            boolean goesOn = !byItsOwnEndTag && OpenElements.isReopened(name) && !name.equals("a");
            hidden -= goesOn ? 0 : 1;
            return;
        }
        if (element.unseen) {
            return;
        }
        if (name.equals("a")) {
            links.end();
        }
        if (name.equals("li") || element.lines != Lines.NONE) {
            links.endLine(1);
        }
        switch (name) {
            case "pre" -> preformatted--;
            case "table" -> tables.remove(element);
            case "li" -> layout.dropMark();
            default -> {
                // Nothing of its own.
            }
        }
        if (element.isList) {
            lists.remove(element);
        }
        if (element.keepsLines) {
            keepingLines--;
        }
        if (element.indents) {
            indented--;
            layout.popIndent();
        }
        endLine(element);
    }

    /** The current line ends where a block begins or ends. */
    private void endLine(Element element) {
        switch (element.lines) {
            case END_APART -> links.endLine(indented == 0 ? 2 : 1);
            case END -> links.endLine(1);
            case NONE -> {
                // It goes on.
            }
        }
    }

    private void item(Element item) {
        links.endLine(1);
        String mark = "- ";
        if (!lists.isEmpty() && lists.get(lists.size() - 1).next >= 0) {
            mark = lists.get(lists.size() - 1).next++ + ". ";
        }
        indent(item, " ".repeat(mark.length()));
        layout.mark(mark);
    }

    private void indent(Element element, String text) {
        if (indented < MAX_INDENT) {
            element.indents = true;
            indented++;
            layout.pushIndent(text);
        }
    }

    private static int firstNumber(String start) {
        return start.matches("[0-9]{1,6}") ? Integer.parseInt(start) : 1;
    }

    private void image(String text) {
        links.image(text, withImages);
        layout.flow(text);
    }
}
