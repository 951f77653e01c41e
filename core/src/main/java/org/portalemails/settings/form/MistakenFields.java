package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;
import org.portalemails.template.mustache.Positions;

/**
 * Finds what looks like a merge field and is none: written as another program wants it, or changed by an editor. It would be sent as
 * it stands. Linear; at most {@value #MAX} are reported.
 */
final class MistakenFields {
    private static final int MAX = 20;
    private static final String BLANK = "(?:\\s|\\x{a0}|&nbsp;)?";
    private static final String NAME = "([\\p{L}_][^{}\\[\\]|%<>\\x{ab}\\x{bb}\"\n:;&]{0,63})";

    /** Signs that stand around a field elsewhere, and hardly ever around anything else. */
    private static final List<Pattern> CERTAIN = List.of(
            pair("(?:&#123;|&#x7b;|&lcub;|&lbrace;){1,2}", "(?:&#125;|&#x7d;|&rcub;|&rbrace;){1,2}"),
            pair("(?:%7b){1,2}", "(?:%7d){1,2}"),
            pair("\\x{ff5b}{1,2}", "\\x{ff5d}{1,2}"),
            pair("\\*\\|", "\\|\\*"),
            pair("\\[\\[", "\\]\\]"),
            pair("(?:<<|&lt;&lt;|<%=|&lt;%=)", "(?:>>|&gt;&gt;|%>|%&gt;)"),
            Pattern.compile("[$#@]?(?<![{])\\{ {0,2}+([A-Za-z_][A-Za-z0-9_.]{0,63}+) {0,2}+\\}(?!\\})"),
            Pattern.compile(
                    "(?<![%A-Za-z0-9])%{1,2}(?![0-9A-Fa-f]{2}[^A-Za-z_])([A-Z][A-Z0-9_]{2,63}+)%{1,2}(?![A-Za-z0-9])"));

    /** Signs that have other uses, too: only what is the name or the label of a field counts. */
    private static final List<Pattern> POSSIBLE = List.of(
            pair("(?<![{])\\{", "\\}(?!\\})"),
            pair("\\[", "\\]"),
            pair("(?:<|&lt;)", "(?:>|&gt;)"),
            Pattern.compile("(?<![\\w&/.{])[$@#]{1,2}([A-Za-z][A-Za-z0-9_]{2,63}+)[$@#]{0,2}(?![\\w.(])"),
            // Word writes its fields so; a quotation in French has a blank inside.
            Pattern.compile("(?:\\x{ab}|&laquo;)(?![ \\x{a0}\\x{202f}&])" + NAME
                    + "(?<![ \\x{a0}\\x{202f}])(?:\\x{bb}|&raquo;)"),
            pair("%", "%"),
            pair("(?<![A-Za-z0-9])__?", "_?_(?![A-Za-z0-9])"));

    private static Pattern pair(String open, String close) {
        return Pattern.compile(open + BLANK + NAME + close, Pattern.CASE_INSENSITIVE);
    }

    private final String path;
    private final String text;
    private final FieldNames names;
    private final List<SettingsViolation> found = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    /** What was found already, so that its inner signs are not found again. */
    private final BitSet taken;

    private MistakenFields(String path, String text, FieldNames names) {
        this.path = path;
        this.text = text;
        this.names = names;
        this.taken = new BitSet(text.length());
    }

    /**
     * Looks through a text.
     *
     * @param path the path of its violations
     * @param text with LF as line end
     * @param names what people may call each field
     * @return warnings, each written form once
     */
    static List<SettingsViolation> in(String path, String text, FieldNames names) {
        MistakenFields search = new MistakenFields(path, text, names);
        CERTAIN.forEach(pattern -> search.look(pattern, true));
        POSSIBLE.forEach(pattern -> search.look(pattern, false));
        return search.found;
    }

    private void look(Pattern pattern, boolean certain) {
        Matcher matcher = pattern.matcher(text);
        while (found.size() < MAX && matcher.find()) {
            if (!taken.get(matcher.start())) {
                look(matcher, certain);
            }
        }
    }

    private void look(Matcher matcher, boolean certain) {
        String typed = matcher.group(1).strip();
        List<String> meant = names.exact(typed);
        if (meant.isEmpty()) {
            if (!certain) {
                return;
            }
            meant = names.similar(typed.toLowerCase(Locale.ROOT));
        }
        taken.set(matcher.start(), matcher.end());
        String shown = matcher.group().strip();
        if (!written.add(shown)) {
            return;
        }
        Position position = Positions.of(text, matcher.start());
        found.add(
                meant.isEmpty()
                        ? new SettingsViolation(
                                path, "text.looks-like-a-field", Severity.WARNING, position, Map.of("written", shown))
                        : new SettingsViolation(
                                path,
                                "text.field-written-otherwise",
                                Severity.WARNING,
                                position,
                                Map.of("written", shown, "field", meant.get(0))));
    }
}
