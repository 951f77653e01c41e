package org.portalemails.settings.form;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;
import org.portalemails.template.html.HtmlTokenizer;
import org.portalemails.template.mustache.Positions;

/** Finds what makes a text a page of its own, where it stands on a page already: its looks would be those of the whole mail. */
final class PageElements implements HtmlTokenizer.Reader {
    private static final Set<String> OF_PAGES = Set.of("body", "head", "html", "meta", "style", "title");

    private final HtmlTokenizer tokens = new HtmlTokenizer(this);
    private int tagFrom;
    private int first = -1;
    private @Nullable String element;

    private PageElements() {}

    /** The first one, as an error. */
    public static Optional<SettingsViolation> in(String html, String path) {
        PageElements pass = new PageElements();
        pass.tokens.read(html, 0, html.length());
        return Optional.ofNullable(pass.element)
                .map(name -> new SettingsViolation(
                        path,
                        "brand.page-element",
                        Severity.ERROR,
                        Positions.of(html, pass.first),
                        Map.of("element", name)));
    }

    @Override
    public void text(String source, int from, int to) {
        // Words belong anywhere.
    }

    @Override
    public void markupBegins(int at) {
        tagFrom = at;
    }

    @Override
    public void tagNamed() {
        if (element == null && OF_PAGES.contains(tokens.element())) {
            element = tokens.element();
            first = tagFrom;
        }
    }

    @Override
    public void attributeEnds() {
        // The name of the element tells.
    }

    @Override
    public void tagEnds() {
        // Its name told.
    }
}
