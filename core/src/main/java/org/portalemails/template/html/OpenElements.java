package org.portalemails.template.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The elements that are open at a place of an HTML text, with the ends that HTML lets an author leave out.
 *
 * <p>A small part of the tree construction of the HTML standard: enough to know what stands in what. An end tag without a start
 * changes nothing. Every call looks at {@value #MAX_DEPTH} elements at most.
 *
 * @param <E> what is remembered of each element
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html#optional-tags">HTML: optional tags</a>
 */
public final class OpenElements<E> {
    /** How deep elements may stand in each other; tables in tables of real mails need about 30. */
    public static final int MAX_DEPTH = 100;

    /** Is called when an element ends. */
    public interface Listener<E> {
        /**
         * An element ended.
         *
         * @param name its name
         * @param what what was remembered of it
         * @param byItsOwnEndTag whether it was not ended by another tag or by the end of the text
         */
        void ended(String name, E what, boolean byItsOwnEndTag);
    }

    private record Open<E>(String name, E what) {}

    /**
     * What a start tag ends before it begins.
     *
     * @param names the elements that it ends
     * @param within the elements it does not look beyond
     */
    private record Implied(Set<String> names, Set<String> within) {}

    private static final Set<String> OF_TABLES =
            Set.of("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr");
    private static final Set<String> FORMATTING =
            Set.of("a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u");
    /** The elements that the standard calls special, as far as a mail may have them. */
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "colgroup",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "html",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "style",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "ul");

    private static final Set<String> SCOPES = Set.of("table", "td", "th", "caption");
    /** What a link does not reach out of: the standard's markers among the formatting elements. */
    private static final Set<String> CELLS = Set.of("td", "th", "caption");

    private static final Set<String> NO_SCOPES = Set.of();
    private static final Map<String, Implied> IMPLIED = implied();

    private final Listener<E> listener;
    private final Deque<Open<E>> stack = new ArrayDeque<>();
    /** Elements that are open beyond the depth that is followed. */
    private int beyond;

    private int tables;
    private boolean roots;
    private boolean bodies;
    private boolean content;

    public OpenElements(Listener<E> listener) {
        this.listener = listener;
    }

    private static Map<String, Implied> implied() {
        Map<String, Implied> map = new HashMap<>();
        Set<String> paragraph = Set.of("p");
        for (String block : Set.of(
                "address",
                "article",
                "aside",
                "blockquote",
                "center",
                "div",
                "dl",
                "figcaption",
                "figure",
                "footer",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "header",
                "hr",
                "main",
                "nav",
                "ol",
                "p",
                "pre",
                "section",
                "table",
                "ul")) {
            map.put(block, new Implied(paragraph, SCOPES));
        }
        map.put("li", new Implied(Set.of("li", "p"), Set.of("ul", "ol", "table", "td", "th", "caption")));
        Implied term = new Implied(Set.of("dt", "dd", "p"), Set.of("dl", "table", "td", "th", "caption"));
        map.put("dt", term);
        map.put("dd", term);
        Set<String> table = Set.of("table");
        Implied cell = new Implied(Set.of("td", "th", "caption", "colgroup"), Set.of("table", "tr"));
        map.put("td", cell);
        map.put("th", cell);
        map.put(
                "tr",
                new Implied(
                        Set.of("td", "th", "tr", "caption", "colgroup"), Set.of("table", "thead", "tbody", "tfoot")));
        Implied rows = new Implied(Set.of("td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"), table);
        map.put("thead", rows);
        map.put("tbody", rows);
        map.put("tfoot", rows);
        map.put("caption", new Implied(Set.of("caption", "colgroup"), table));
        map.put("colgroup", new Implied(Set.of("caption", "colgroup"), table));
        map.put("body", new Implied(Set.of("head"), NO_SCOPES));
        return Map.copyOf(map);
    }

    /** Whether browsers pass over a start tag: a part of a table where there is no table. */
    public boolean isOutOfPlace(String name) {
        return tables == 0 && beyond == 0 && OF_TABLES.contains(name);
    }

    /**
     * Whether browsers merge a start tag into an element that began long before: {@code <body>} or {@code <html>} behind content, or for
     * the second time. What it says of its looks would hold for all that stands before it.
     */
    public boolean isLateRoot(String name) {
        return name.equals("body") && (content || bodies) || name.equals("html") && (content || bodies || roots);
    }

    /** Something to read stands here, so that the body has begun. */
    public void content() {
        content = true;
    }

    /** Whether an element that is not ended goes on in the next block: browsers open it again there. */
    public static boolean isReopened(String name) {
        return FORMATTING.contains(name);
    }

    /**
     * A start tag that is not {@linkplain #isOutOfPlace out of place}.
     *
     * @return whether the element is followed; else it stands too deep, and so will what stands in it
     */
    public boolean start(String name, E what) {
        switch (name) {
            case "html" -> roots = true;
            case "body" -> bodies = true;
            case "head", "meta", "title", "style" -> {
                // Nothing to read.
            }
            default -> content = true;
        }
        Implied ends = IMPLIED.get(name);
        if (ends != null && beyond == 0) {
            endAll(outermost(ends));
        }
        if (name.equals("a") && beyond == 0) {
            endFormatting(name, CELLS);
        }
        if (HtmlVocabulary.isVoid(name)) {
            return true;
        }
        if (beyond > 0 || stack.size() == MAX_DEPTH) {
            beyond++;
            return false;
        }
        stack.push(new Open<>(name, what));
        tables += name.equals("table") ? 1 : 0;
        return true;
    }

    /**
     * An end tag.
     *
     * @return whether it ended something
     */
    public boolean end(String name) {
        if (beyond > 0) {
            beyond--;
            return true;
        }
        if (name.equals("body") || name.equals("html")) {
            // What stands behind it still belongs to the body, and to all that is open in it.
            return stack.stream().anyMatch(open -> open.name().equals(name));
        }
        Set<String> within =
                switch (name) {
                    case "table" -> NO_SCOPES;
                    case "td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup" -> Set.of("table");
                    default -> SCOPES;
                };
        boolean block = BLOCKS.contains(name);
        boolean formatting = FORMATTING.contains(name);
        boolean acrossBlocks = false;
        int depth = 0;
        for (Iterator<Open<E>> opens = stack.iterator(); opens.hasNext(); depth++) {
            Open<E> open = opens.next();
            if (open.name().equals(name)) {
                if (acrossBlocks) {
                    // The blocks in it stay open, as in the adoption agency algorithm of the standard.
                    opens.remove();
                    listener.ended(name, open.what(), true);
                } else {
                    endAll(depth);
                    pop(true);
                }
                return true;
            }
            boolean passesBlock = !block && BLOCKS.contains(open.name());
            if (within.contains(open.name()) || passesBlock && !formatting) {
                return false;
            }
            acrossBlocks |= passesBlock;
        }
        return false;
    }

    /** A link in a link ends the outer one; the blocks in between stay open. */
    private void endFormatting(String name, Set<String> within) {
        for (Iterator<Open<E>> opens = stack.iterator(); opens.hasNext(); ) {
            Open<E> open = opens.next();
            if (open.name().equals(name)) {
                opens.remove();
                listener.ended(name, open.what(), false);
                return;
            }
            if (within.contains(open.name())) {
                return;
            }
        }
    }

    /** The end of the text. */
    public void finish() {
        endAll(stack.size());
    }

    /** How many have to end so that the outermost of those that are implied has ended. */
    private int outermost(Implied ends) {
        int depth = 0;
        int outermost = 0;
        for (Iterator<Open<E>> opens = stack.iterator(); opens.hasNext(); ) {
            String name = opens.next().name();
            depth++;
            if (ends.names().contains(name)) {
                outermost = depth;
            } else if (ends.within().contains(name)) {
                break;
            }
        }
        return outermost;
    }

    private void endAll(int count) {
        for (int i = 0; i < count; i++) {
            pop(false);
        }
    }

    private void pop(boolean byItsOwnEndTag) {
        Open<E> open = stack.pop();
        tables -= open.name().equals("table") ? 1 : 0;
        listener.ended(open.name(), open.what(), byItsOwnEndTag);
    }
}
