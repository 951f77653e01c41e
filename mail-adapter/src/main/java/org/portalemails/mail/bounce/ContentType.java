package org.portalemails.mail.bounce;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a Content-Type field (RFC 2045 section 5.1).
 *
 * @param type such as {@code multipart/report}, in lower case
 * @param parameters by name in lower case
 */
record ContentType(String type, Map<String, String> parameters) {
    private static final int MOST = 20;

    static ContentType of(@Nullable String value) {
        if (value == null) {
            return new ContentType("text/plain", Map.of());
        }
        int semicolon = value.indexOf(';');
        String type =
                (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        int at = semicolon;
        while (at >= 0 && at < value.length() && parameters.size() < MOST) {
            at = parameter(value, at + 1, parameters);
        }
        return new ContentType(type, parameters);
    }

    /** Reads one parameter; answers where its semicolon stands, or the end. */
    private static int parameter(String value, int from, Map<String, String> parameters) {
        int equals = from;
        while (equals < value.length() && value.charAt(equals) != '=' && value.charAt(equals) != ';') {
            equals++;
        }
        String name = value.substring(from, equals).strip().toLowerCase(Locale.ROOT);
        if (equals == value.length() || value.charAt(equals) == ';') {
            return equals;
        }
        int at = equals + 1;
        while (at < value.length() && value.charAt(at) == ' ') {
            at++;
        }
        StringBuilder text = new StringBuilder();
        if (at < value.length() && value.charAt(at) == '"') {
            at++;
            while (at < value.length() && value.charAt(at) != '"') {
                boolean escaped = value.charAt(at) == '\\' && at + 1 < value.length();
                at += escaped ? 1 : 0;
                text.append(value.charAt(at++));
            }
        }
        int rest = at;
        while (at < value.length() && value.charAt(at) != ';') {
            at++;
        }
        if (text.length() == 0) {
            text.append(value.substring(rest, at).strip());
        }
        parameters.putIfAbsent(name, text.toString());
        return at;
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
