package org.portalemails.layout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.Messages;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.html.HtmlVocabulary;
import org.portalemails.template.html.OpenElements;

/**
 * Writes the looks of a content into its tags, and makes more of the author's vocabulary: a button that every client shows.
 *
 * <p>What comes out is complete: every element that is open ends, tags of a document around it are left out, and so is a tag that is
 * cut off. Nothing in it can end an element of the layout. Screen readers find what they need: a table without headings is said to be for
 * looks, and orders of headings follow each other without gaps. One pass, linear.
 */
final class StyledContent {
    /** What a fragment has no use for. */
    private static final Set<String> OF_DOCUMENTS = Set.of("html", "head", "body", "meta", "title");

    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private static final Set<String> TABLE_PARTS =
            Set.of("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr");

    private static final Set<String> CELLS = Set.of("caption", "td", "th");

    private static final String MONOSPACE = "font-family:Consolas,Menlo,'Courier New',monospace;";

    private static final Map<String, String> STYLES = Map.ofEntries(
            Map.entry("p", "margin:0 0 16px;"),
            Map.entry("h1", "margin:0 0 20px;font-size:22px;line-height:30px;font-weight:bold;"),
            Map.entry("h2", "margin:24px 0 12px;font-size:19px;line-height:26px;font-weight:bold;"),
            Map.entry("h3", "margin:20px 0 8px;font-size:17px;line-height:24px;font-weight:bold;"),
            Map.entry("h4", "margin:20px 0 8px;font-size:16px;line-height:24px;font-weight:bold;"),
            Map.entry("h5", "margin:20px 0 8px;font-size:16px;line-height:24px;font-weight:bold;"),
            Map.entry("h6", "margin:20px 0 8px;font-size:16px;line-height:24px;font-weight:bold;"),
            Map.entry("li", "margin:0 0 6px;"),
            Map.entry("dd", "margin:0 0 8px;"),
            Map.entry("small", "font-size:14px;"),
            Map.entry("sub", "font-size:14px;"),
            Map.entry("sup", "font-size:14px;"),
            Map.entry("img", "max-width:100%;height:auto;border:0;"),
            Map.entry("pre", MONOSPACE + "margin:0 0 16px;font-size:15px;white-space:pre-wrap;"),
            Map.entry("hr", "border:0;border-top:1px solid " + Palette.LINE + ";margin:24px 0;"),
            Map.entry(
                    "code",
                    MONOSPACE + "font-size:15px;padding:2px 6px;border-radius:4px;background-color:" + Palette.NOTE
                            + ";"));

    private final AccentColour accent;
    private final Messages words;
    /** Where a line begins. */
    private final String start;

    private final String end;
    private final String source;
    private final StringBuilder out;
    private final Reader reader = new Reader();
    private final OpenElements<Element> open = new OpenElements<>(this::ended);
    /** Whether the mail has its heading of the first order. */
    private boolean titled;
    /** Whether that heading is the subject, since another one comes before those of the content. */
    private boolean titledBySubject;
    /** The orders of the headings that the next one stands below, as their authors wrote them; the first order apart. */
    private final Deque<Integer> headingsAbove = new ArrayDeque<>();

    private final Deque<Table> openTables = new ArrayDeque<>();
    private @Nullable Paragraph paragraph;
    /** The start tag of a paragraph that goes on behind a button. */
    private @Nullable String interrupted;

    private @Nullable Button button;
    private int tables;
    private int plainTables;
    /** The heading that is open: browsers end it where another one begins. */
    private @Nullable String heading;

    private boolean ended;
    private final Deque<String> tableParts = new ArrayDeque<>();

    /** What is remembered of an element until it ends. */
    private static class Element {
        boolean plainTable;
        /** What it is written as, where that is not its author's name for it. */
        @Nullable
        String writtenAs;
    }

    /** A table. Whether it is one of data is known at its end only. */
    private static final class Table extends Element {
        /** Whether its author says what it is. */
        private final boolean hasRole;
        /** Whether its author says that it is for looks. */
        private final boolean forLooks;
        /** Where its tag may get a role: behind its name. */
        private int roleAt;

        private boolean ofData;

        Table(@Nullable String role) {
            this.hasRole = role != null;
            this.forLooks = role != null
                    && (role.strip().equals("presentation") || role.strip().equals("none"));
        }
    }

    /** A paragraph; the table of a button cannot stand in one. */
    private static final class Paragraph extends Element {
        private final String tag;
        private int from;
        private boolean empty = true;
        private boolean leftOut;

        Paragraph(String tag) {
            this.tag = tag;
        }
    }

    /** The table around a button, which is written with it. */
    private static final class Shell extends Element {}

    private static final class Button extends Element {
        private final String address;

        Button(String address) {
            this.address = address;
        }
    }

    private StyledContent(String source, AccentColour accent, Locale language, boolean titled) {
        this.source = source;
        this.accent = accent;
        this.words = Messages.in(language);
        this.titled = titled;
        boolean toTheLeft = StandardLayout.isToTheLeft(language);
        this.start = toTheLeft ? "right" : "left";
        this.end = toTheLeft ? "left" : "right";
        this.out = new StringBuilder(source.length() * 2 + 512);
    }

    /**
     * Styles a content.
     *
     * @param source HTML, with holes as two characters
     * @param accent the colour of links and buttons
     * @param language in which it is written
     * @param headings knows of the mail whether it has one of the first order, and is told
     */
    static String of(String source, AccentColour accent, Locale language, Headings headings) {
        StyledContent content = new StyledContent(source, accent, language, headings.count > 0);
        content.run();
        headings.count = content.titled ? 1 : 0;
        headings.bySubject |= content.titledBySubject;
        return content.out.toString();
    }

    /** Counts the headings of the first order in a mail: there is one. */
    static final class Headings {
        private int count;
        private boolean bySubject;

        /** Whether the contents have none, or have another one before it, which is theirs no longer. */
        boolean isNone() {
            return count == 0 || bySubject;
        }

        /** The subject stands above all, or not. */
        void theSubject(boolean isOne) {
            count = isOne ? 1 : count;
        }

        int count() {
            return count;
        }

        /** Goes on from what is known of a text that was styled before. */
        void reached(int then) {
            count = then;
        }
    }

    private void run() {
        reader.tokens.read(source, 0, source.length());
        closeButton();
        open.finish();
    }

    private void startTag(String name, Map<String, String> attributes) {
        boolean phrase = HtmlVocabulary.isPhrase(name);
        if (button != null && (!phrase || name.equals("a"))) {
            closeButton();
        }
        if (name.equals("table") && isBetweenCells()) {
            open.end("table");
        }
        if (HEADINGS.contains(name) && heading != null) {
            open.end(heading);
        }
        boolean misplaced = !phrase && !TABLE_PARTS.contains(name) && !name.equals("style") && isBetweenCells();
        if (OF_DOCUMENTS.contains(name) || misplaced || open.isOutOfPlace(name)) {
            return;
        }
        String classes = " " + attributes.getOrDefault("class", "") + " ";
        if (name.equals("a") && classes.contains(" button ") && attributes.containsKey("href")) {
            begin(new Button(attributes.getOrDefault("href", "")));
            return;
        }
        if (!phrase) {
            interrupted = null;
        } else if (interrupted != null && name.equals("br")) {
            return;
        }
        resume();
        if (name.equals("p")) {
            begin(new Paragraph(reader.tag("p", style(name, classes))));
            return;
        }
        Element element = name.equals("table") ? new Table(attributes.get("role")) : new Element();
        if (!open.start(name, element)) {
            out.append(reader.raw());
            return;
        }
        structure(name);
        heading = HEADINGS.contains(name) ? name : heading;
        if (HEADINGS.contains(name)) {
            element.writtenAs = "h" + order(name.charAt(1) - '0');
        } else if (name.equals("th") && !openTables.isEmpty()) {
            openTables.element().ofData = true;
            element.writtenAs = openTables.element().forLooks ? "td" : name;
        }
        if (element instanceof Table table) {
            table.roleAt = out.length() + "<table".length();
            openTables.push(table);
        }
        String written = element.writtenAs == null ? name : element.writtenAs;
        out.append(reader.tag(written, style(name, classes)));
        if (element instanceof Table) {
            tables++;
            element.plainTable = !attributes.containsKey("style") && !attributes.containsKey("role");
            plainTables += element.plainTable ? 1 : 0;
        }
    }

    /** The order in which a heading is written: one below the heading that it stands under, or the same as the one before it. */
    private int order(int asWritten) {
        if (asWritten == 1 && !titled) {
            titled = true;
            headingsAbove.clear();
            return 1;
        }
        titledBySubject |= !titled;
        titled = true;
        int wanted = Math.max(2, asWritten);
        while (!headingsAbove.isEmpty() && headingsAbove.element() >= wanted) {
            headingsAbove.pop();
        }
        headingsAbove.push(wanted);
        return 1 + headingsAbove.size();
    }

    private String style(String name, String classes) {
        return switch (name) {
            case "a" -> "color:" + accent.hex() + ";text-decoration:underline;";
            case "p" -> {
                if (classes.contains(" note ")) {
                    yield "margin:0 0 16px;padding:12px 16px;font-size:15px;line-height:22px;border-" + start
                            + ":4px solid " + accent.hex() + ";background-color:" + Palette.NOTE + ";";
                }
                yield classes.contains(" code ")
                        ? MONOSPACE + "margin:0 0 16px;padding:12px 16px;font-size:20px;line-height:28px;"
                                + "letter-spacing:1px;border-radius:6px;background-color:" + Palette.NOTE + ";"
                        : "margin:0 0 16px;";
            }
            case "ul", "ol" -> "margin:0 0 16px;padding-" + start + ":24px;padding-" + end + ":0;";
            case "blockquote" ->
                "margin:0 0 16px;padding-" + start + ":16px;border-" + start + ":3px solid " + Palette.LINE + ";";
            case "table" ->
                reader.attributes.containsKey("style") || reader.attributes.containsKey("role")
                        ? ""
                        : "border-collapse:collapse;margin:0 0 16px;width:100%;";
            case "th", "td" ->
                plainTables == tables && tables > 0
                        ? "padding:8px 0;padding-" + end + ":16px;vertical-align:top;text-align:" + start
                                + ";border-bottom:1px solid " + Palette.LINE + ";"
                                + (name.equals("th") ? "font-weight:bold;" : "word-break:break-word;")
                        : "";
            default -> STYLES.getOrDefault(name, "");
        };
    }

    private void structure(String name) {
        if ((name.equals("table") || TABLE_PARTS.contains(name)) && !name.equals("col")) {
            tableParts.push(name);
        }
    }

    /** Whether a cell has to begin first: browsers put what stands here before the table. */
    private boolean isBetweenCells() {
        String part = tableParts.peek();
        return part != null && !CELLS.contains(part);
    }

    private void begin(Paragraph opened) {
        if (open.start("p", opened)) {
            opened.from = out.length();
            paragraph = opened;
        }
        out.append(opened.tag);
    }

    /** What shows something goes on with a paragraph that a button interrupted, and makes one that was begun a real one. */
    private void resume() {
        if (button != null) {
            return;
        }
        String tag = interrupted;
        if (tag != null) {
            interrupted = null;
            begin(new Paragraph(tag));
        }
        if (paragraph != null) {
            paragraph.empty = false;
        }
    }

    /** A cell with a colour of its own, and with a padding for Outlook for Windows, which knows none of a link. */
    private void begin(Button opened) {
        open.end("a");
        if (isBetweenCells()) {
            open.end("table");
        }
        Paragraph here = paragraph;
        if (here != null) {
            interrupted = here.tag;
            if (here.empty) {
                out.setLength(here.from);
                here.leftOut = true;
            }
        }
        for (String part : List.of("table", "tr", "td")) {
            open.start(part, new Shell());
            structure(part);
        }
        if (!open.start("a", opened)) {
            return;
        }
        button = opened;
        String colour = accent.hex();
        out.append(
                        "<table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\""
                                + " style=\"margin:8px 0 12px;border-collapse:separate;\"><tr><td class=\"pe-button\" align=\"center\" bgcolor=\"")
                .append(colour)
                .append("\" style=\"background-color:")
                .append(colour)
                .append(";border-radius:6px;mso-padding-alt:14px 28px;\">")
                .append("<a href=\"")
                .append(opened.address.replace("\"", "&quot;"))
                .append("\" style=\"display:inline-block;padding:12px 26px;border:2px solid ")
                .append(colour)
                .append(";border-radius:6px;background-color:")
                .append(colour)
                .append(";color:")
                .append(accent.buttonText().hex())
                .append(";font-size:16px;line-height:22px;font-weight:bold;text-decoration:none;mso-padding-alt:0;\">");
    }

    /** A button holds phrases only: whatever else begins or ends in it ends it. */
    private void closeButton() {
        if (button != null) {
            open.end("a");
            open.end("table");
        }
    }

    private void end(Button closed) {
        button = null;
        out.append("</a></td></tr></table>");
        String address = closed.address.strip();
        boolean web = address.regionMatches(true, 0, "http", 0, 4) || address.startsWith(StandardLayout.HOLE);
        if (web) {
            out.append("\n<p class=\"pe-muted\" style=\"margin:0 0 20px;font-size:14px;line-height:20px;color:")
                    .append(Palette.MUTED)
                    .append(";\">")
                    .append(StandardLayout.escape(words.text("layout.button-address")))
                    .append("<br><span style=\"word-break:break-all;\">")
                    .append(address)
                    .append("</span></p>");
        }
    }

    private void endTag(String name) {
        if (OF_DOCUMENTS.contains(name)) {
            return;
        }
        if (button != null && (!HtmlVocabulary.isPhrase(name) || name.equals("a"))) {
            closeButton();
            if (name.equals("a")) {
                return;
            }
        }
        if (interrupted != null && !HtmlVocabulary.isPhrase(name)) {
            interrupted = null;
            if (name.equals("p")) {
                return;
            }
        }
        ended = false;
        if (open.end(name) && !ended) {
            out.append(reader.raw());
        }
    }

    private void ended(String name, Element element, boolean byItsOwnEndTag) {
        ended = true;
        if (name.equals(heading)) {
            heading = null;
        }
        if (paragraph != null) {
            // What is written now stands behind its start.
            paragraph.empty &= paragraph == element;
        }
        if (name.equals(tableParts.peek())) {
            tableParts.pop();
        }
        if (element instanceof Button closed) {
            end(closed);
        } else if (element instanceof Paragraph closed) {
            paragraph = null;
            out.append(closed.leftOut ? "" : "</p>");
        } else if (!(element instanceof Shell)) {
            if (element instanceof Table table) {
                tables--;
                plainTables -= element.plainTable ? 1 : 0;
                openTables.remove(table);
                if (!table.hasRole && !table.ofData) {
                    out.insert(table.roleAt, " role=\"presentation\"");
                }
            }
            out.append("</")
                    .append(element.writtenAs == null ? name : element.writtenAs)
                    .append('>');
        }
    }

    private void text(int from, int to) {
        boolean blank = true;
        for (int i = from; i < to && blank; i++) {
            blank = HtmlTokenizer.isBlank(source.charAt(i));
        }
        if (!blank) {
            open.content();
            resume();
        } else if (interrupted != null && button == null) {
            return;
        }
        out.append(source, from, to);
    }

    /** Follows the tokenizer, and knows the tag that was read last. */
    private final class Reader implements HtmlTokenizer.Reader {
        private final HtmlTokenizer tokens = new HtmlTokenizer(this);
        private final Map<String, String> attributes = new HashMap<>();
        private int at;
        private int tagFrom;
        private int nameEnds;
        private int attributeFrom;
        private int styleFrom;
        private int styleTo;
        private int rawFrom;

        @Override
        public void text(String html, int from, int to) {
            at = to;
            StyledContent.this.text(from, to);
        }

        @Override
        public void bareLessThan(char next) {
            resume();
            out.append("&lt;");
        }

        @Override
        public void markup(String source, int from, int to) {
            at = to;
        }

        @Override
        public void markupBegins(int from) {
            tagFrom = from;
        }

        @Override
        public void tagNamed() {
            attributes.clear();
            nameEnds = at - 1;
            styleFrom = -1;
        }

        @Override
        public void attributeBegins(int from) {
            attributeFrom = from;
        }

        @Override
        public void attributeEnds() {
            String name = tokens.attribute();
            if (attributes.putIfAbsent(name, tokens.value().toString()) == null && name.equals("style")) {
                styleFrom = attributeFrom;
                styleTo = tokens.state().isQuoted() ? at : at - 1;
            }
        }

        @Override
        public void tagEnds() {
            String name = tokens.element();
            if (!tokens.isEndTag()) {
                startTag(name, attributes);
                rawFrom = at;
            } else if (HtmlVocabulary.isRaw(name) && tokens.isInRawEnd()) {
                if (!OF_DOCUMENTS.contains(name)) {
                    out.append(source, rawFrom, source.lastIndexOf('<', at - 1));
                }
                endTag(name);
            } else {
                endTag(name);
            }
        }

        /** The tag as it was written. */
        String raw() {
            return source.substring(tagFrom, at);
        }

        /** The start tag with a style before its own. */
        String tag(String name, String style) {
            String head = "<" + name;
            if (style.isEmpty()) {
                return head + source.substring(nameEnds, at);
            }
            if (styleFrom < 0) {
                return head + " style=\"" + style + "\"" + source.substring(nameEnds, at);
            }
            String own = attributes.getOrDefault("style", "").replace("\"", "&quot;");
            return head + source.substring(nameEnds, styleFrom) + "style=\"" + style + own + "\""
                    + source.substring(styleTo, at);
        }
    }
}
