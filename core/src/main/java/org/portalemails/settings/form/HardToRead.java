package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.AccentColour;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;
import org.portalemails.template.html.HtmlEntities;
import org.portalemails.template.html.HtmlStyle;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.html.HtmlVocabulary;
import org.portalemails.template.html.OpenElements;
import org.portalemails.template.mustache.Positions;

/**
 * Finds words that an author made hard to read by a style: pale on their ground, or small. What is not a plain colour or a plain size
 * is not judged, and neither is what is hidden. Linear.
 */
final class HardToRead implements HtmlTokenizer.Reader {
    static final String CONTRAST = "text.low-contrast";
    static final String SMALL = "text.small-letters";
    /** In pixels. */
    static final int LEAST_SIZE = 12;

    private static final int MAX = 20;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4}(?:\\.[0-9]{1,6})?|\\.[0-9]{1,6})(px|pt)");
    private static final double PIXELS_OF_A_POINT = 4 / 3.0;

    /** The sixteen colours of HTML 4, and what else is often written. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("black", "#000000"),
            Map.entry("silver", "#c0c0c0"),
            Map.entry("gray", "#808080"),
            Map.entry("grey", "#808080"),
            Map.entry("white", "#ffffff"),
            Map.entry("maroon", "#800000"),
            Map.entry("red", "#ff0000"),
            Map.entry("purple", "#800080"),
            Map.entry("fuchsia", "#ff00ff"),
            Map.entry("green", "#008000"),
            Map.entry("lime", "#00ff00"),
            Map.entry("olive", "#808000"),
            Map.entry("yellow", "#ffff00"),
            Map.entry("navy", "#000080"),
            Map.entry("blue", "#0000ff"),
            Map.entry("teal", "#008080"),
            Map.entry("aqua", "#00ffff"),
            Map.entry("orange", "#ffa500"),
            Map.entry("lightgray", "#d3d3d3"),
            Map.entry("lightgrey", "#d3d3d3"),
            Map.entry("darkgray", "#a9a9a9"),
            Map.entry("darkgrey", "#a9a9a9"));

    /**
     * How words look.
     *
     * @param text their colour, or {@code null} if it is not known
     * @param ground what they stand on, or {@code null} if it is not known
     * @param colourFrom the tag that chose one of the two, or -1
     * @param size in pixels
     * @param sizeFrom the tag that chose it, or -1
     */
    private record Look(
            @Nullable AccentColour text,
            @Nullable AccentColour ground,
            int colourFrom,
            double size,
            int sizeFrom,
            boolean hidden) {}

    private static final Look PLAIN = new Look(AccentColour.NEAR_BLACK, AccentColour.WHITE, -1, 16, -1, false);

    /** How it looked before an element began. */
    private static final class Outside {
        private Look look = PLAIN;
    }

    private final String source;
    private final String path;
    private final HtmlTokenizer tokens = new HtmlTokenizer(this);
    private final OpenElements<Outside> open =
            new OpenElements<>((name, outside, byItsOwnEndTag) -> look = outside.look);
    private final List<SettingsViolation> found = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private Look look = PLAIN;
    private int tagFrom;
    private String style = "";
    private String ground = "";
    private String classes = "";

    private HardToRead(String source, String path) {
        this.source = source;
        this.path = path;
    }

    /**
     * Looks through the styles of an author.
     *
     * @param html with LF as line end and with merge fields, whose values count as words
     * @param path the path of the violations
     * @return warnings, one for each tag that makes words hard to read
     */
    public static List<SettingsViolation> in(String html, String path) {
        HardToRead pass = new HardToRead(html, path);
        pass.tokens.read(html, 0, html.length());
        return pass.found;
    }

    @Override
    public void text(String html, int from, int to) {
        if (look.hidden() || !VisibleText.isIn(HtmlEntities.decode(html.substring(from, to), false))) {
            return;
        }
        AccentColour text = look.text();
        AccentColour below = look.ground();
        if (look.colourFrom() >= 0
                && text != null
                && below != null
                && text.contrast(below) < AccentColour.LEAST_CONTRAST) {
            tell(CONTRAST, look.colourFrom(), Map.of("color", text.hex(), "ground", below.hex()));
        }
        if (look.sizeFrom() >= 0 && look.size() < LEAST_SIZE) {
            tell(SMALL, look.sizeFrom(), Map.of("min", String.valueOf(LEAST_SIZE)));
        }
    }

    private void tell(String code, int at, Map<String, String> arguments) {
        if (found.size() < MAX && told.add(code + at)) {
            found.add(new SettingsViolation(path, code, Severity.WARNING, Positions.of(source, at), arguments));
        }
    }

    @Override
    public void markupBegins(int at) {
        tagFrom = at;
    }

    @Override
    public void tagNamed() {
        style = "";
        ground = "";
        classes = "";
    }

    @Override
    public void attributeEnds() {
        switch (tokens.attribute()) {
            case "style" -> style = HtmlEntities.decode(tokens.value().toString(), true);
            case "bgcolor" -> ground = tokens.value().toString().strip().toLowerCase(Locale.ROOT);
            case "class" -> classes = " " + tokens.value() + " ";
            default -> {
                // Not about looks.
            }
        }
    }

    @Override
    public void tagEnds() {
        String element = tokens.element();
        if (tokens.isEndTag()) {
            open.end(element);
        } else if (!HtmlVocabulary.isVoid(element) && !open.isOutOfPlace(element)) {
            Outside outside = new Outside();
            if (open.start(element, outside)) {
                // Other elements may have ended here, and brought back how it looked before them.
                outside.look = look;
                look = within(element);
            }
        }
    }

    private Look within(String element) {
        // Links and buttons have the colours of the layout.
        boolean link = element.equals("a");
        boolean button = classes.contains(" button ");
        AccentColour text = link ? null : look.text();
        AccentColour below = button ? null : colour(ground, look.ground());
        boolean chosen = !ground.isEmpty();
        double size = look.size();
        int sizeFrom = look.sizeFrom();
        boolean hidden = look.hidden() || HtmlVocabulary.isRaw(element);
        for (String declaration : HtmlStyle.declared(style)) {
            int colon = declaration.indexOf(':');
            String value = declaration.substring(colon + 1);
            switch (colon < 0 ? "" : declaration.substring(0, colon)) {
                case "color" -> {
                    text = colour(value, look.text());
                    chosen = true;
                }
                case "background", "background-color" -> {
                    below = colour(value, look.ground());
                    chosen = true;
                }
                case "font-size" -> {
                    size = size(value);
                    sizeFrom = tagFrom;
                }
                case "display" -> hidden |= value.equals("none");
                case "visibility" -> hidden |= value.equals("hidden");
                case "mso-hide" -> hidden |= value.equals("all");
                case "opacity" -> hidden |= value.equals("0");
                default -> {
                    // Not about colours and sizes.
                }
            }
        }
        return new Look(text, below, chosen ? tagFrom : look.colourFrom(), size, sizeFrom, hidden);
    }

    private static @Nullable AccentColour colour(String written, @Nullable AccentColour inherited) {
        if (written.isEmpty() || written.equals("inherit") || written.equals("transparent")) {
            return inherited;
        }
        String hex = NAMES.getOrDefault(written, written);
        if (hex.length() == 4 && hex.charAt(0) == '#') {
            hex = "#" + hex.substring(1).replaceAll("(.)", "$1$1");
        }
        try {
            return AccentColour.parse(hex);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** In pixels; what depends on other things is taken for large enough. */
    private static double size(String written) {
        Matcher number = SIZE.matcher(written);
        if (!number.matches()) {
            return LEAST_SIZE;
        }
        return Double.parseDouble(number.group(1)) * (number.group(2).equals("pt") ? PIXELS_OF_A_POINT : 1);
    }
}
