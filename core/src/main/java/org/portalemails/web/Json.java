package org.portalemails.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes views as JSON and reads objects of texts: all that the components need, the same on every server, whatever the host has told its own
 * JSON library about names and empty values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class Json {
    private Json() {}

    /** A record, text, number, {@code boolean}, list or map by text, of such. */
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof String text) {
            text(text, out);
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
                write(items.next(), out);
                out.append(items.hasNext() ? "," : "");
            }
            out.append(']');
        } else if (value instanceof Map<?, ?> map) {
            object(map, out);
        } else if (value instanceof Record view) {
            object(components(view), out);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            text((String) entry.getKey(), out);
            out.append(':');
            write(entry.getValue(), out);
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static Map<String, Object> components(Record view) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (RecordComponent component : view.getClass().getRecordComponents()) {
                values.put(component.getName(), component.getAccessor().invoke(view));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    /** Also what would end a script or break a line of one, should a host print it into a page. */
    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /**
     * Reads an object whose values are all texts.
     *
     * @return in the order of the source; of a name that stands twice, the later value
     * @throws IllegalArgumentException if it is anything else, with the offset
     */
    static Map<String, String> texts(String source) {
        return new Reader(source).object();
    }

    private static final class Reader {
        private final String source;
        private int at;

        Reader(String source) {
            this.source = source;
        }

        Map<String, String> object() {
            Map<String, String> values = new LinkedHashMap<>();
            expect('{');
            if (next() == '}') {
                at++;
            } else {
                do {
                    String name = text();
                    expect(':');
                    values.put(name, text());
                } while (moreBefore('}'));
            }
            if (next() != 0) {
                throw refused();
            }
            return values;
        }

        private boolean moreBefore(char end) {
            char c = next();
            at++;
            if (c != ',' && c != end) {
                throw refused();
            }
            return c == ',';
        }

        private String text() {
            expect('"');
            StringBuilder text = new StringBuilder();
            while (true) {
                char c = take();
                if (c == '"') {
                    return text.toString();
                }
                if (c < ' ') {
                    throw refused();
                }
                text.append(c == '\\' ? escaped() : c);
            }
        }

        private char escaped() {
            char c = take();
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> hex();
                default -> throw refused();
            };
        }

        private char hex() {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                char c = take();
                int digit = c < 128 ? Character.digit(c, 16) : -1;
                if (digit < 0) {
                    throw refused();
                }
                code = code * 16 + digit;
            }
            return (char) code;
        }

        private void expect(char wanted) {
            if (next() != wanted) {
                throw refused();
            }
            at++;
        }

        /** The next character that is no white space, which stays; 0 at the end. */
        private char next() {
            while (at < source.length() && " \t\r\n".indexOf(source.charAt(at)) >= 0) {
                at++;
            }
            return at < source.length() ? source.charAt(at) : 0;
        }

        private char take() {
            if (at >= source.length()) {
                throw refused();
            }
            return source.charAt(at++);
        }

        private IllegalArgumentException refused() {
            return new IllegalArgumentException("not an object of texts, at " + at);
        }
    }
}
