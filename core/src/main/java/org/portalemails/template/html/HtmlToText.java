package org.portalemails.template.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;

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

    /** Lists and quotations deeper than this are not indented further. */
    private static final int MAX_INDENT = 6;

    /** What parts the words of a label: blanks, brackets, quotation marks, and the end of a sentence. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile(
            "[\\s\u00a0\u202f\"()<>\\[\\],:;\\p{Pi}\\p{Pf}]+|[.?!](?=[\\s\u00a0\u202f\"()<>\\[\\],:;\\p{Pi}\\p{Pf}]|$)");

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
    }

    /**
     * A link that is open.
     *
     * @param address where it leads; empty if a reader can do nothing with it
     * @param from how much had been written when it began
     */
    private record Link(String address, int from) {}

    /**
     * A link on the current line.
     *
     * @param address where it leads
     * @param label what it shows
     */
    private record Named(String address, String label) {}

    private final TextLayout layout = new TextLayout();
    private final OpenElements<Element> open = new OpenElements<>(this::ended);
    private final List<Element> lists = new ArrayList<>();
    private final List<Element> tables = new ArrayList<>();
    /** Links whose addresses follow when the line ends. */
    private final List<Named> linksOfLine = new ArrayList<>();

    private @Nullable Link link;
    private boolean linkShows;
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
        HtmlTokens tokens = new HtmlTokens(html);
        HtmlTokens.Kind kind;
        while ((kind = tokens.next()) != HtmlTokens.Kind.EOF) {
            switch (kind) {
                case TEXT -> text(tokens.text());
                case START -> start(tokens);
                case END -> end(tokens.name());
                default -> throw new AssertionError(kind);
            }
            if (layout.length() > most) {
                return Optional.empty();
            }
        }
        open.finish();
        endLink();
        endLine(1);
        return Optional.of(layout.finish());
    }

    private void text(String text) {
        if (!text.isBlank()) {
            open.content();
        }
        if (hidden > 0) {
            return;
        }
        linkShows |= VisibleText.isIn(text);
        String shown = preformattedStart && text.startsWith("\n") ? text.substring(1) : text;
        preformattedStart = false;
        Link here = link;
        if (here != null && !here.address().isEmpty() && beginsWithAddress(shown, here)) {
            layout.apart();
        }
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
                if (i > 0 && !endLine(0)) {
                    layout.lineBreak();
                }
                layout.flow(lines[i]);
            }
            return;
        }
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0 && !linksOfLine.isEmpty(); end = text.indexOf('\n', from)) {
            layout.verbatim(text.substring(from, end));
            endLine(1);
            from = end + 1;
        }
        layout.verbatim(text.substring(from));
    }

    /** Whether a link begins to show where it leads, so that a reader's program will find the address there. */
    private boolean beginsWithAddress(String shown, Link here) {
        if (layout.length() != here.from()) {
            return false;
        }
        String start = shown.stripLeading();
        return start.startsWith(here.address()) || start.startsWith(plain(here.address()));
    }

    private void start(HtmlTokens tokens) {
        String name = tokens.name();
        if (open.isOutOfPlace(name) || open.isLateRoot(name)) {
            return;
        }
        Element element = new Element();
        element.hides = isHidden(tokens);
        boolean followed = open.start(name, element);
        // Its start may have ended what was hidden.
        element.unseen = hidden > 0;
        if (element.hides && followed && !HtmlVocabulary.isVoid(name)) {
            hidden++;
        }
        if (hidden > 0 || element.hides) {
            return;
        }
        if (followed && !HtmlVocabulary.isVoid(name) && HtmlStyle.keepsLines(tokens.attribute("style"))) {
            element.keepsLines = true;
            keepingLines++;
        }
        breakLine(name);
        switch (name) {
            case "br" -> {
                if (!endLine(0)) {
                    layout.lineBreak();
                }
            }
            case "hr" -> {
                layout.flow(RULE);
                layout.newLine(2);
            }
            case "img" -> image(tokens.attribute("alt"));
            case "a" -> {
                endLink();
                link = new Link(address(tokens.attribute("href")), layout.length());
                linkShows = false;
            }
            default -> {
                if (followed) {
                    follow(name, element, tokens);
                }
            }
        }
    }

    private void follow(String name, Element element, HtmlTokens tokens) {
        switch (name) {
            case "ul", "ol" -> {
                element.isList = true;
                element.next = name.equals("ul") ? -1 : firstNumber(tokens.attribute("start"));
                lists.add(element);
            }
            case "li" -> item(element);
            case "blockquote" -> indent(element, "> ");
            case "pre" -> {
                preformatted++;
                preformattedStart = true;
            }
            case "table" -> {
                String border = tokens.attribute("border").strip();
                boolean ruled = !border.isEmpty() && !border.startsWith("0");
                boolean forLooks = tokens.attribute("role").strip().equalsIgnoreCase("presentation");
                element.cellSeparator = ruled && !forLooks ? " | " : " ";
                tables.add(element);
            }
            case "td", "th" -> cell(name.equals("th"));
            default -> {
                // Nothing of its own.
            }
        }
    }

    /** A table with headings, or with lines between its cells, holds data; any other one is for looks. */
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

    private void end(String name) {
        open.end(name);
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
            endLink();
        }
        if (name.equals("li") || isBlock(name)) {
            endLine(1);
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
        breakLine(name);
    }

    private static boolean isBlock(String name) {
        return APART.contains(name) || ON_ITS_LINE.contains(name);
    }

    /** The current line ends where a block begins or ends. */
    private void breakLine(String name) {
        if (APART.contains(name)) {
            endLine(indented == 0 ? 2 : 1);
        } else if (ON_ITS_LINE.contains(name)) {
            endLine(1);
        }
    }

    /** Text for the preview of an inbox is often put into such an element. */
    private static boolean isHidden(HtmlTokens tokens) {
        String style = tokens.attribute("style");
        return tokens.has("hidden")
                // A link that Outlook hides usually has a twin for Outlook.
                || HtmlStyle.hides(tokens.name().equals("a") ? style.replaceAll("(?i)mso-hide", "x") : style);
    }

    private void item(Element item) {
        endLine(1);
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
        linkShows |= withImages || VisibleText.isIn(text);
        layout.flow(text);
    }

    private void endLink() {
        Link ended = link;
        link = null;
        if (ended == null || ended.address().isEmpty()) {
            return;
        }
        String label = layout.since(ended.from());
        if (!label.isEmpty() && isSame(label, ended.address())) {
            layout.apart();
        } else if (linkShows) {
            linksOfLine.add(new Named(ended.address(), label));
            if (label.isEmpty() || layout.isAtLineStart()) {
                // There is nothing on this line that it could follow.
                endLine(1);
            }
        }
    }

    /**
     * The addresses of the links that were on this line, then so many line breaks at least.
     *
     * @return whether there were any; then at least one line break follows
     */
    private boolean endLine(int breaks) {
        boolean any = !linksOfLine.isEmpty();
        if (any) {
            List<Named> links = List.copyOf(linksOfLine);
            linksOfLine.clear();
            String last = "";
            for (Named named : links) {
                if (!named.address().equals(last)) {
                    layout.newLine(1);
                    layout.flow(links.size() > 1 && !named.label().isEmpty() ? named.label() + " – " : "");
                    layout.flow(named.address());
                    last = named.address();
                }
            }
            layout.newLine(1);
        }
        if (breaks > 0) {
            layout.newLine(breaks);
        }
        return any;
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
                return LinkValue.decoded(link.substring(scheme.length(), query < 0 ? link.length() : query));
            }
        }
        return link;
    }

    private static boolean isSame(String shown, String address) {
        if (plain(shown).equals(plain(address))) {
            return true;
        }
        if (address.indexOf('@') > 0 && address.indexOf('/') < 0) {
            // Not a part of another one, as in "not-help@…".
            return Arrays.stream(BETWEEN_WORDS.split(shown)).anyMatch(address::equalsIgnoreCase);
        }
        String number = digits(address);
        return !number.isEmpty() && LinkValue.isPhone(address) && digits(shown).equals(number);
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    private static String plain(String address) {
        String plain = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return plain.regionMatches(true, 0, "https://", 0, 8) ? plain.substring(8) : plain;
    }
}
