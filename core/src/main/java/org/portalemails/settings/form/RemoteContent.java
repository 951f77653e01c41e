package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;
import org.portalemails.template.html.HtmlEntities;
import org.portalemails.template.html.HtmlStyle;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.mustache.Positions;

/**
 * Finds what tells other servers about the readers of a mail: pictures that are fetched when it is opened, and personal values in addresses; and what
 * leaves its place, to lie over something else. An address that begins with a field is the host's own. Linear; at most {@value #MAX} are
 * reported.
 */
final class RemoteContent implements HtmlTokenizer.Reader {
    private static final int MAX = 20;

    private static final Pattern HOST = Pattern.compile("(?i)\\s*https?://([^/?#\\s\"'{)\\\\]++)");
    private static final Pattern STYLE_ADDRESS = Pattern.compile("(?i)url\\(\\s*[\"']?(https?://[^\"')]*+)");
    private static final Pattern FIELD = Pattern.compile("\\{\\{[{&]?\\s*+([A-Za-z]\\w*+)");
    private static final Set<String> PICTURES = Set.of("src", "srcset", "background", "poster");

    private final HtmlTokenizer tokens = new HtmlTokenizer(this);
    private final String html;
    private final String path;
    private final Predicate<String> isPersonal;
    private final Set<String> known = new HashSet<>();
    private final List<SettingsViolation> found = new ArrayList<>();
    private int tagFrom;

    private RemoteContent(String html, String path, Predicate<String> isPersonal) {
        this.html = html;
        this.path = path;
        this.isPersonal = isPersonal;
    }

    /**
     * Looks through a content.
     *
     * @param html with LF as line end and with merge fields
     * @param path the path of the violations
     * @param isPersonal whether a field tells something about a person
     * @return each once: an error for a picture whose address says who reads, else warnings
     */
    static List<SettingsViolation> in(String html, String path, Predicate<String> isPersonal) {
        RemoteContent pass = new RemoteContent(html, path, isPersonal);
        pass.tokens.read(html, 0, html.length());
        return pass.found;
    }

    @Override
    public void text(String source, int from, int to) {
        // Words are in the mail.
    }

    @Override
    public void markupBegins(int at) {
        tagFrom = at;
    }

    @Override
    public void tagNamed() {
        // Its attributes tell.
    }

    @Override
    public void attributeEnds() {
        String value = HtmlEntities.decode(tokens.value().toString(), true);
        String attribute = tokens.attribute();
        if (attribute.equals("style")) {
            style(value);
        } else if (PICTURES.contains(attribute)) {
            picture(value);
        } else if (attribute.equals("href") && tokens.element().equals("a")) {
            personal(value, "text.personal-in-link", Severity.WARNING);
        }
    }

    @Override
    public void tagEnds() {
        // Everything was said.
    }

    @Override
    public void rawTextEnds(String content) {
        if (tokens.element().equals("style")) {
            style(HtmlStyle.withoutImports(content));
        }
    }

    private void style(String css) {
        Matcher address = STYLE_ADDRESS.matcher(css);
        while (address.find()) {
            picture(address.group(1));
        }
        for (String declared : HtmlStyle.declared(css)) {
            if (declared.equals("position:fixed") || declared.equals("position:absolute")) {
                add("text.style-leaves-its-place", Severity.WARNING, Map.of("style", declared));
            }
        }
    }

    private void picture(String address) {
        Matcher host = HOST.matcher(address);
        if (host.lookingAt()) {
            add("text.remote-content", Severity.WARNING, Map.of("host", host.group(1)));
            personal(address, "text.personal-in-picture", Severity.ERROR);
        }
    }

    private void personal(String address, String code, Severity severity) {
        Matcher host = HOST.matcher(address);
        if (host.lookingAt()) {
            FIELD.matcher(address)
                    .results()
                    .map(use -> use.group(1))
                    .filter(isPersonal)
                    .forEach(field -> add(code, severity, Map.of("field", field, "host", host.group(1))));
        }
    }

    private void add(String code, Severity severity, Map<String, String> arguments) {
        if (found.size() < MAX
                && known.add(code + arguments.getOrDefault("host", "") + arguments.getOrDefault("field", ""))) {
            found.add(new SettingsViolation(path, code, severity, Positions.of(html, tagFrom), arguments));
        }
    }
}
