package org.portalemails.template;

/** Makes a value harmless for the text it will stand in, so that it is never syntax. */
final class ValueEscape {
    private ValueEscape() {}

    /**
     * Escapes a value; linear in its length.
     *
     * @param kind where it will stand
     * @param value any text
     * @return the value itself if there is nothing to do
     */
    static String escape(TextKind kind, String value) {
        StringBuilder out = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            String replacement = null;
            if (c < 0x20
                    || c >= 0x7f && c < 0xa0
                    || c == 0x2028
                    || c == 0x2029
                    || c >= 0xfdd0 && c <= 0xfdef
                    || c >= 0xfffe) {
                boolean layout = kind != TextKind.SUBJECT && (c == '\n' || c == '\t');
                replacement = layout ? null : " ";
            } else if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
                replacement = paired ? null : "\ufffd";
            } else if (kind == TextKind.HTML) {
                replacement = switch (c) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    case '\'' -> "&#39;";
                    default -> null;
                };
            }
            if (replacement != null && out == null) {
                out = new StringBuilder(value.length() + 16).append(value, 0, i);
            }
            if (out != null) {
                if (replacement == null) {
                    out.append(c);
                } else {
                    out.append(replacement);
                }
            }
        }
        return out == null ? value : out.toString();
    }
}
