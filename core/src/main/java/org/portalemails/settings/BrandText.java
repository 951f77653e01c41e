package org.portalemails.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.language.Fingerprint;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.MailText;
import org.portalemails.template.TextKind;

/**
 * A text that stands in every mail of a sender, once per language. Merge fields are those of the {@linkplain
 * org.portalemails.host.PortalProfile profile}.
 */
public enum BrandText {
    /** What the logo shows, for those who do not see it: one line without fields; required with a logo. */
    LOGO_TEXT("logoText", 100),
    /** How every mail ends: who writes, and whom to call. */
    SIGNATURE("signature", 2_000),
    /** Below the mail, in small letters: who we are, our postal address. */
    FOOTER("footer", 2_000);

    private static final Pattern TAG = Pattern.compile("\\{\\{.*?\\}\\}", Pattern.DOTALL);
    private static final Pattern ALONE = Pattern.compile("\\s*+\\{\\{[#^/!][^}]*+\\}\\}\\s*+");

    private final String code;
    private final int maxLength;

    BrandText(String code, int maxLength) {
        this.code = code;
        this.maxLength = maxLength;
    }

    /** Its name in forms, files and the history. */
    public String code() {
        return code;
    }

    /** The most characters that may be typed. */
    public int maxLength() {
        return maxLength;
    }

    /**
     * Whether it replaces a shared text, so that {@link TextDrift} can tell when that one has changed. An alternative text does not: it
     * belongs to its logo.
     */
    public boolean isShared() {
        return this != LOGO_TEXT;
    }

    /**
     * Tells whether a text is still the same, without keeping it.
     *
     * @return 16 hexadecimal digits, the same on every machine and in every version
     */
    public static String fingerprint(String text) {
        return Fingerprint.of(MailText.unixLines(text));
    }

    /**
     * The HTML that a signature or footer becomes: itself, or what people type without HTML with its lines as lines.
     *
     * @param typed with LF as line end; merge fields stay as they are
     */
    public static String html(String typed) {
        if (ContentFormat.detect(typed) == ContentFormat.HTML) {
            return typed;
        }
        StringBuilder html = new StringBuilder("<p>");
        boolean first = true;
        for (String line : lines(typed.strip())) {
            boolean tagAlone = ALONE.matcher(line).matches();
            html.append(first || tagAlone ? "" : "<br>").append(first ? "" : "\n");
            html.append(tagAlone ? line : escaped(line));
            first &= tagAlone;
        }
        return html.append("</p>").toString();
    }

    /** A line that ends within a merge field goes on behind it. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        Matcher tag = TAG.matcher(text);
        boolean more = tag.find();
        int from = 0;
        int end = text.indexOf('\n');
        while (end >= 0) {
            if (more && tag.start() < end) {
                end = text.indexOf('\n', tag.end());
                more = tag.find();
            } else {
                lines.add(text.substring(from, end));
                from = end + 1;
                end = text.indexOf('\n', from);
            }
        }
        lines.add(text.substring(from));
        return lines;
    }

    private static String escaped(String line) {
        StringBuilder html = new StringBuilder();
        Matcher tag = TAG.matcher(line);
        int from = 0;
        while (tag.find()) {
            html.append(TextKind.HTML.escape(line.substring(from, tag.start()))).append(tag.group());
            from = tag.end();
        }
        return html.append(TextKind.HTML.escape(line.substring(from))).toString();
    }
}
