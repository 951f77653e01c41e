package org.portalemails.benchmarks.render;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What somebody would write by hand for exactly this mail: fixed pieces with escaped values in between. The measure for
 * everybody else.
 */
final class HandWritten {
    private final String[] literals;
    private final List<Function<FrenchMail.Values, String>> fields = new ArrayList<>();

    HandWritten(String source) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int open = source.indexOf("{{"); open >= 0; open = source.indexOf("{{", from)) {
            int close = source.indexOf("}}", open);
            pieces.add(source.substring(from, open));
            fields.add(field(source.substring(open + 2, close)));
            from = close + 2;
        }
        pieces.add(source.substring(from));
        literals = pieces.toArray(String[]::new);
    }

    private static Function<FrenchMail.Values, String> field(String name) {
        return switch (name) {
            case "recipientFullName" -> FrenchMail.Values::recipientFullName;
            case "companyName" -> FrenchMail.Values::companyName;
            case "portalName" -> FrenchMail.Values::portalName;
            case "userName" -> FrenchMail.Values::userName;
            case "resetLinkExpiresAt" -> FrenchMail.Values::resetLinkExpiresAt;
            case "resetLinkValidMinutes" -> FrenchMail.Values::resetLinkValidMinutes;
            case "supportContactName" -> FrenchMail.Values::supportContactName;
            case "supportContactEmail" -> FrenchMail.Values::supportContactEmail;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** With a builder, as most people would. */
    String build(FrenchMail.Values values) {
        StringBuilder out = new StringBuilder(4096);
        for (int i = 0; i < fields.size(); i++) {
            out.append(literals[i]);
            escape(fields.get(i).apply(values), out);
        }
        return out.append(literals[fields.size()]).toString();
    }

    private static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** By joining the pieces, which knows the size and the width of the result before it copies. */
    String join(FrenchMail.Values values) {
        String[] pieces = new String[literals.length + fields.size()];
        for (int i = 0; i < fields.size(); i++) {
            pieces[2 * i] = literals[i];
            pieces[2 * i + 1] = escape(fields.get(i).apply(values));
        }
        pieces[pieces.length - 1] = literals[fields.size()];
        return String.join("", pieces);
    }

    private static String escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
                StringBuilder out = new StringBuilder(value.length() + 16);
                escape(value, out);
                return out.toString();
            }
        }
        return value;
    }
}
