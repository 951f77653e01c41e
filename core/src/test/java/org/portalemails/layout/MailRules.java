package org.portalemails.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What has to hold for a mail that everybody can read: the rules by which the Email Markup Consortium measures, as far as they can be
 * told without a browser.
 *
 * @see <a href="https://emailmarkup.org/en/reports/accessibility/">Email Markup Consortium: accessibility report</a>
 */
public final class MailRules {
    private static final Pattern PIXELS = Pattern.compile("([0-9.]+)px");

    private final Document document;
    private final List<String> broken = new ArrayList<>();

    private MailRules(String html) {
        this.document = Jsoup.parse(html);
        check(html.startsWith("<!DOCTYPE html>"), "a document type");
    }

    /** The rules that a mail breaks; empty if it is right. */
    public static List<String> broken(String html) {
        MailRules rules = new MailRules(html);
        rules.document();
        rules.headings();
        rules.images();
        rules.tables();
        rules.links();
        rules.texts();
        return rules.broken;
    }

    private void check(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }

    private void document() {
        Element html = document.selectFirst("html");
        check(!html.attr("lang").isBlank(), "html has lang");
        check(html.attr("dir").matches("ltr|rtl"), "html has dir");
        check(!document.title().isBlank(), "a title");
        check(document.select("meta[charset=utf-8]").size() == 1, "a character set");
        check(document.select("meta[name=viewport]").size() == 1, "a viewport");
        check(document.select("meta[name=viewport][content*=user-scalable]").isEmpty(), "zoom is not forbidden");
        check(document.select("meta[name=color-scheme][content=light dark]").size() == 1, "a colour scheme");
        check(document.select("script, link, iframe, form").isEmpty(), "nothing that acts");
    }

    private void headings() {
        check(document.select("h1").size() == 1, "one heading of the first order");
        int last = 0;
        for (Element heading : document.select("h1, h2, h3, h4, h5, h6")) {
            int level = heading.tagName().charAt(1) - '0';
            check(level <= last + 1, "no order of headings is left out: " + heading);
            check(heading.hasText(), "headings say something");
            last = level;
        }
    }

    private void images() {
        for (Element image : document.select("img")) {
            check(image.hasAttr("alt"), "an alternative text: " + image);
            check(image.attr("src").startsWith("cid:"), "images travel with the mail: " + image);
        }
    }

    private void tables() {
        for (Element table : document.select("table")) {
            boolean data = table.select("th").stream().anyMatch(cell -> cell.closest("table") == table);
            check(data != table.attr("role").equals("presentation"), "a role for layout tables: " + table.attributes());
        }
    }

    private void links() {
        for (Element link : document.select("a[href]")) {
            check(link.hasText() || !link.select("img[alt]").isEmpty(), "links have a name: " + link);
        }
        for (Element button : document.select(".pe-button a")) {
            String style = button.attr("style");
            double padding = pixels(style, "padding");
            double border = pixels(style, "border");
            double height = pixels(style, "line-height") + 2 * padding + 2 * border;
            check(height >= 44, "targets of 44 pixels: " + height);
        }
    }

    private void texts() {
        for (Element element : document.body().select("*")) {
            if (element.ownText().isBlank() || isHidden(element)) {
                continue;
            }
            check(fontSize(element) >= 14, "texts of 14 pixels: " + element);
            AccentColour text = colour(element, "color", "#000000");
            AccentColour background = colour(element, "background-color", "#ffffff");
            check(
                    text.contrast(background) >= 4.5,
                    "contrast of " + text + " on " + background + ": " + element.ownText());
        }
    }

    private static boolean isHidden(Element element) {
        return element.parents().stream()
                        .anyMatch(parent -> declaration(parent, "display").equals("none"))
                || declaration(element, "display").equals("none");
    }

    private static double fontSize(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            Matcher found = PIXELS.matcher(declaration(at, "font-size"));
            if (found.matches()) {
                return Double.parseDouble(found.group(1));
            }
        }
        return 16;
    }

    private static AccentColour colour(Element element, String property, String otherwise) {
        for (Element at = element; at != null; at = at.parent()) {
            String value = declaration(at, property);
            if (value.startsWith("#")) {
                return AccentColour.parse(value);
            }
        }
        return AccentColour.parse(otherwise);
    }

    private static double pixels(String style, String property) {
        Matcher found = Pattern.compile("(?:^|;)" + property + ":([0-9.]+)px").matcher(style);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    private static String declaration(Element element, String property) {
        String value = "";
        for (String declaration : element.attr("style").split(";", -1)) {
            int colon = declaration.indexOf(':');
            if (colon > 0
                    && declaration
                            .substring(0, colon)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(property)) {
                value = declaration.substring(colon + 1).strip();
            }
        }
        return value;
    }
}
