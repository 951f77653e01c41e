package org.portalemails.settings.form;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.notification.ContentFormat;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;
import org.portalemails.template.mustache.Positions;

/** Finds HTML in what is sent as plain text: its readers would see tags and references. Linear. */
final class UnreadMarkup {
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#[0-9]{1,7}+|#[xX][0-9A-Fa-f]{1,6}+|[A-Za-z][A-Za-z0-9]{1,31}+);");

    private static final Pattern TAG_NAME = Pattern.compile("</?+[A-Za-z0-9]++");

    private UnreadMarkup() {}

    /**
     * Looks for the first tag of a well-known element, or the first reference to a character.
     *
     * @param text a subject or a content in plain text, with LF as line end
     * @param path the path of the violation
     * @param code the code of the violation
     * @return a warning, or nothing
     */
    public static Optional<SettingsViolation> in(String text, String path, String code) {
        int tag = ContentFormat.firstTag(text);
        Matcher reference = REFERENCE.matcher(text);
        boolean refers = reference.find();
        if (tag < 0 && !refers) {
            return Optional.empty();
        }
        int first = refers && (tag < 0 || reference.start() < tag) ? reference.start() : tag;
        String written;
        if (first == tag) {
            Matcher name = TAG_NAME.matcher(text).region(tag, text.length());
            written = name.lookingAt() ? name.group() + ">" : "<";
        } else {
            written = reference.group();
        }
        return Optional.of(new SettingsViolation(
                path, code, Severity.WARNING, Positions.of(text, first), Map.of("written", written)));
    }
}
