package org.portalemails.template.mustache;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The tree of an HTML text as jsoup reads it, without its texts and the values of its attributes. */
final class HtmlShape {
    private HtmlShape() {}

    /** One line for every element, with the names of its attributes, and for every comment and declaration. */
    static List<String> of(String html) {
        List<String> shape = new ArrayList<>();
        Jsoup.parse(html).traverse((Node node, int depth) -> {
            if (node instanceof Element element) {
                StringBuilder line = new StringBuilder(depth + " " + element.tagName());
                for (Attribute attribute : element.attributes()) {
                    line.append(' ').append(attribute.getKey());
                    if (attribute.getKey().equals("href") || attribute.getKey().equals("src")) {
                        line.append('=').append(scheme(attribute.getValue()));
                    }
                }
                shape.add(line.toString());
            } else if (!(node instanceof TextNode)) {
                shape.add(depth + " " + node.nodeName());
            }
        });
        return shape;
    }

    private static String scheme(String link) {
        int colon = link.indexOf(':');
        return colon < 0 ? "" : link.substring(0, colon);
    }
}
