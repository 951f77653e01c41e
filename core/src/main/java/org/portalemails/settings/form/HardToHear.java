package org.portalemails.settings.form;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.html.HtmlVocabulary;
import org.portalemails.template.html.OpenElements;
import org.portalemails.template.html.WholeDocument;
import org.portalemails.template.mustache.Positions;

/**
 * Finds what screen readers make too much or too little of in a document of an author's own: a table that is for looks and does not
 * say so, and headings that leave out an order. In every other text the layout mends both. Linear.
 */
final class HardToHear implements HtmlTokenizer.Reader {
    static final String TABLE = "text.table-without-role";
    static final String HEADING = "text.heading-skipped";

    /** What is known of an element that is open. */
    private static final class Open {
        private final int from;
        /** Of a table: whether it says what it is, or has headings. */
        private boolean said;

        Open(int from, boolean said) {
            this.from = from;
            this.said = said;
        }
    }

    private final HtmlTokenizer tokens = new HtmlTokenizer(this);
    private final Deque<Open> tables = new ArrayDeque<>();
    private final OpenElements<Open> open = new OpenElements<>((name, element, byItsOwnEndTag) -> ended(name, element));
    /** The first place of each. */
    private final Map<String, Integer> found = new LinkedHashMap<>();

    private int tagFrom;
    private boolean role;
    private int order;

    private HardToHear() {}

    /**
     * Looks through a document.
     *
     * @param html with LF as line end and with merge fields
     * @param path the path of the violations
     * @return a warning for each rule that it breaks, where it does so first; none if it is no document of its own
     */
    static List<SettingsViolation> in(String html, String path) {
        if (!WholeDocument.is(html)) {
            return List.of();
        }
        HardToHear pass = new HardToHear();
        pass.tokens.read(html, 0, html.length());
        pass.open.finish();
        return pass.found.entrySet().stream()
                .map(one -> new SettingsViolation(
                        path, one.getKey(), Severity.WARNING, Positions.of(html, one.getValue()), Map.of()))
                .toList();
    }

    private void ended(String name, Open element) {
        if (name.equals("table") && tables.remove(element) && !element.said) {
            found.merge(TABLE, element.from, Math::min);
        }
    }

    private void heading(int wanted) {
        if (wanted > order + 1) {
            found.putIfAbsent(HEADING, tagFrom);
        }
        order = wanted;
    }

    @Override
    public void text(String html, int from, int to) {
        // Tags tell.
    }

    @Override
    public void markupBegins(int at) {
        tagFrom = at;
    }

    @Override
    public void tagNamed() {
        role = false;
    }

    @Override
    public void attributeEnds() {
        role |= tokens.attribute().equals("role");
    }

    @Override
    public void tagEnds() {
        String element = tokens.element();
        if (tokens.isEndTag()) {
            open.end(element);
            return;
        }
        if (HtmlVocabulary.isVoid(element) || open.isOutOfPlace(element)) {
            return;
        }
        Open begun = new Open(tagFrom, role);
        if (!open.start(element, begun)) {
            return;
        }
        switch (element) {
            case "table" -> tables.push(begun);
            case "th" -> {
                if (!tables.isEmpty()) {
                    tables.element().said = true;
                }
            }
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element.charAt(1) - '0');
            default -> {
                // Neither.
            }
        }
    }
}
