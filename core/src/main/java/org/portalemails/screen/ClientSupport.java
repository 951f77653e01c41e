package org.portalemails.screen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.portalemails.language.Resources;
import org.portalemails.template.html.HtmlEntities;
import org.portalemails.template.html.HtmlStyle;
import org.portalemails.template.html.HtmlTokenizer;

/**
 * What mail programs will drop of a text: Gmail, Outlook for Windows, Outlook.com, Apple Mail, Yahoo and Samsung, by the tables of <em>Can
 * I email</em>. Thread-safe.
 *
 * @see <a href="https://www.caniemail.com">Can I email</a>
 */
public final class ClientSupport {
    private static final Map<String, List<String>> DROPPED = read();

    /**
     * Something that not every program shows.
     *
     * @param feature an element, such as {@code <ruby>}, or a property of a style, such as {@code border-radius}
     * @param clients the programs that drop it, by name, in all versions or some
     */
    public record Gap(String feature, List<String> clients) {
        /** Copies the list. */
        public Gap {
            clients = List.copyOf(clients);
        }
    }

    private ClientSupport() {}

    private static Map<String, List<String>> read() {
        String table = Resources.read("screen/client-support.tsv")
                .orElseThrow(() -> new IllegalStateException("screen/client-support.tsv is missing"));
        Map<String, List<String>> dropped = new HashMap<>();
        table.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int tab = line.indexOf('\t');
            dropped.put(line.substring(0, tab), List.of(line.substring(tab + 1).split(", ")));
        });
        return dropped;
    }

    /**
     * Finds what some programs will not show.
     *
     * @param html the source of a text, or what was made of it
     * @return in order of appearance, each once; empty for a plain text
     */
    public static List<Gap> gaps(String html) {
        Uses uses = new Uses();
        uses.tokens.read(html, 0, html.length());
        List<Gap> gaps = new ArrayList<>();
        for (String feature : uses.found) {
            List<String> clients = DROPPED.get(feature);
            if (clients != null) {
                String name = feature.substring(feature.indexOf(' ') + 1);
                gaps.add(new Gap(feature.startsWith("html") ? "<" + name + ">" : name, clients));
            }
        }
        return List.copyOf(gaps);
    }

    private static final class Uses implements HtmlTokenizer.Reader {
        private final HtmlTokenizer tokens = new HtmlTokenizer(this);
        private final Set<String> found = new LinkedHashSet<>();

        @Override
        public void text(String source, int from, int to) {
            // Words are shown everywhere.
        }

        @Override
        public void tagNamed() {
            found.add("html " + tokens.element());
        }

        @Override
        public void attributeEnds() {
            if (tokens.attribute().equals("style")) {
                styles(HtmlEntities.decode(tokens.value().toString(), true));
            }
        }

        @Override
        public void tagEnds() {
            // Everything was said.
        }

        @Override
        public void rawTextEnds(String content) {
            if (tokens.element().equals("style")) {
                styles(content);
            }
        }

        private void styles(String css) {
            HtmlStyle.declared(css).forEach(declared -> found.add("css " + declared));
        }
    }
}
