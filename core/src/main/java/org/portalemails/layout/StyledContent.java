package org.portalemails.layout;

import java.util.HashMap;
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
 * cut off. Nothing in it can end an element of the layout. One pass, linear.
 */
final class StyledContent {
    /** What a fragment has no use for. */
    private static final Set<String> OF_DOCUMENTS = Set.of("html", "head", "body", "meta", "title");

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
    private int headings;
    private @Nullable Paragraph paragraph;
    private @Nullable Button button;
    private int tables;
    private int plainTables;
    private boolean ended;

    /** What is remembered of an element until it ends. */
    private static class Element {
        boolean plainTable;
    }

    /** A paragraph; the table of a button cannot stand in one. */
    private static final class Paragraph extends Element {
        private final String tag;
        private final int from;
        private boolean empty = true;
        private boolean interrupted;

        Paragraph(String tag, int from) {
            this.tag = tag;
            this.from = from;
        }
    }

    private static final class Button extends Element {
        private final String address;

        Button(String address) {
            this.address = address;
        }
    }

    private StyledContent(String source, AccentColour accent, Locale language, int headings) {
        this.source = source;
        this.accent = accent;
        this.words = Messages.in(language);
        this.headings = headings;
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
     * @param headings gets the number of headings of the first order added
     */
    static String of(String source, AccentColour accent, Locale language, Headings headings) {
        StyledContent content = new StyledContent(source, accent, language, headings.count);
        content.run();
        headings.count = content.headings;
        return content.out.toString();
    }

    /** Counts the headings of the first order in a mail: there is one. */
    static final class Headings {
        private int count;

        boolean isNone() {
            return count == 0;
        }
    }

    private void run() {
        reader.tokens.read(source, 0, source.length());
        open.finish();
    }

    private void startTag(String name, Map<String, String> attributes) {
        if (OF_DOCUMENTS.contains(name) || open.isOutOfPlace(name)) {
            return;
        }
        String classes = " " + attributes.getOrDefault("class", "") + " ";
        boolean isButton = name.equals("a") && classes.contains(" button ") && attributes.containsKey("href");
        Element element;
        if (isButton) {
            element = new Button(attributes.getOrDefault("href", ""));
        } else if (name.equals("p")) {
            element = new Paragraph(reader.tag("p", style(name, classes)), 0);
        } else {
            element = new Element();
        }
        boolean followed = open.start(name, element);
        if (isInterrupted() && name.equals("br")) {
            return;
        }
        resume(isButton);
        if (!followed) {
            out.append(reader.raw());
        } else if (element instanceof Button start) {
            begin(start);
        } else if (element instanceof Paragraph opened) {
            paragraph = new Paragraph(opened.tag, out.length());
            out.append(opened.tag);
        } else {
            out.append(reader.tag(written(name), style(name, classes)));
            if (name.equals("table")) {
                tables++;
                element.plainTable = !attributes.containsKey("style") && !attributes.containsKey("role");
                plainTables += element.plainTable ? 1 : 0;
            }
        }
    }

    /** A mail has one heading of the first order; others become headings of the second. */
    private String written(String name) {
        if (!name.equals("h1")) {
            return name;
        }
        headings++;
        return headings == 1 ? "h1" : "h2";
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

    /** What shows something goes on with a paragraph that a button interrupted, and makes one that was begun a real one. */
    private void resume(boolean byButton) {
        Paragraph here = paragraph;
        if (here == null || byButton || button != null) {
            return;
        }
        if (here.interrupted) {
            out.append(here.tag);
            here.interrupted = false;
        }
        here.empty = false;
    }

    private boolean isInterrupted() {
        return paragraph != null && paragraph.interrupted && button == null;
    }

    /** A cell with a colour of its own and a border as wide as the padding: Outlook for Windows knows no padding of a link. */
    private void begin(Button opened) {
        Paragraph here = paragraph;
        if (here != null && !here.interrupted) {
            if (here.empty) {
                out.setLength(here.from);
            } else {
                out.append("</p>");
            }
            here.interrupted = true;
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
        ended = false;
        if (open.end(name) && !ended) {
            out.append(reader.raw());
        }
    }

    private void ended(String name, Element element, boolean byItsOwnEndTag) {
        ended = true;
        if (element instanceof Button closed) {
            end(closed);
        } else if (name.equals("p")) {
            Paragraph closed = paragraph;
            paragraph = null;
            if (closed == null || !closed.interrupted) {
                out.append("</p>");
            }
        } else {
            if (name.equals("table")) {
                tables--;
                plainTables -= element.plainTable ? 1 : 0;
            }
            boolean second = name.equals("h1") && headings > 1;
            out.append("</").append(second ? "h2" : name).append('>');
        }
    }

    private void text(int from, int to) {
        boolean blank = true;
        for (int i = from; i < to && blank; i++) {
            blank = HtmlTokenizer.isBlank(source.charAt(i));
        }
        if (!blank) {
            open.content();
            resume(false);
        } else if (isInterrupted()) {
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
            resume(false);
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
