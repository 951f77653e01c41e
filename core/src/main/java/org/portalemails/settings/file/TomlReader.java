package org.portalemails.settings.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.file.TomlTable.Value;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;

/**
 * Reads the part of TOML 1.0 that settings files use: tables, texts of all four kinds, {@code true}, {@code false}, whole
 * numbers and comments. Everything it accepts means the same to every TOML reader; the rest of TOML is refused where it
 * stands. Linear in the length of the file.
 *
 * @see <a href="https://toml.io/en/v1.0.0">TOML 1.0</a>
 */
final class TomlReader {
    private final String source;
    private int at;
    private int seen;
    private int line = 1;
    private int lineStart;

    private TomlReader(String source) {
        this.source = source;
    }

    /**
     * Reads a file.
     *
     * @return the tables in the order of the file; the first has no name
     * @throws InvalidSettingsException at the first place that is not understood
     */
    static List<TomlTable> read(String source) {
        // A carriage return by itself is no line end in TOML, but a control character.
        String text = source.replace("\r\n", "\n");
        return new TomlReader(text.startsWith("\ufeff") ? text.substring(1) : text).tables();
    }

    private List<TomlTable> tables() {
        List<TomlTable> tables = new ArrayList<>();
        Set<List<String>> names = new HashSet<>();
        TomlTable current = TomlTable.empty(List.of(), Position.START);
        tables.add(current);
        while (true) {
            blanksAndLines();
            if (at == source.length()) {
                return tables;
            }
            int start = at;
            if (source.charAt(at) == '[') {
                current = TomlTable.empty(header(), position(start));
                if (!names.add(current.name())) {
                    throw refused("file.table-twice", start, "key", TomlTable.dotted(current.name()));
                }
                tables.add(current);
            } else {
                String key = key();
                blanks();
                expect("=", "file.equals-expected");
                blanks();
                Value value = new Value(value(), position(start));
                if (current.values().putIfAbsent(key, value) != null) {
                    throw refused("file.key-twice", start, "key", key);
                }
            }
            lineEnd();
        }
    }

    private List<String> header() {
        at++;
        if (lookingAt("[")) {
            throw refused("file.key-expected", at);
        }
        List<String> name = new ArrayList<>();
        do {
            blanks();
            name.add(key());
            blanks();
        } while (accept("."));
        expect("]", "file.header-not-closed");
        return name;
    }

    private String key() {
        int start = at;
        if (lookingAt("\"") || lookingAt("'")) {
            if (lookingAt("\"\"\"") || lookingAt("'''")) {
                throw refused("file.key-expected", start);
            }
            return text();
        }
        while (at < source.length() && TomlText.isBare(source.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw refused("file.key-expected", start);
        }
        return source.substring(start, at);
    }

    private Object value() {
        int start = at;
        if (lookingAt("\"") || lookingAt("'")) {
            return text();
        }
        while (at < source.length() && TomlText.isBare(source.charAt(at))) {
            at++;
        }
        String word = source.substring(start, at);
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true");
        }
        boolean number = !word.isEmpty()
                && word.length() <= 18
                && word.chars().allMatch(c -> c >= '0' && c <= '9')
                && (word.length() == 1 || word.charAt(0) != '0');
        if (!number) {
            throw refused("file.value-expected", start);
        }
        return Long.parseLong(word);
    }

    private String text() {
        if (accept("'''")) {
            accept("\n");
            return literal("'''", true);
        }
        if (accept("\"\"\"")) {
            accept("\n");
            return basic("\"\"\"", true);
        }
        return accept("'") ? literal("'", false) : basicLine();
    }

    private String basicLine() {
        at++;
        return basic("\"", false);
    }

    private String literal(String mark, boolean lines) {
        int start = at;
        while (at < source.length() && !lookingAt(mark)) {
            checkCharacter(lines);
            at++;
        }
        return source.substring(start, closed(mark, start));
    }

    private String basic(String mark, boolean lines) {
        int opened = at;
        StringBuilder out = new StringBuilder();
        int from = at;
        while (at < source.length() && !lookingAt(mark)) {
            if (source.charAt(at) == '\\') {
                out.append(source, from, at);
                out.appendCodePoint(escape());
                from = at;
            } else {
                checkCharacter(lines);
                at++;
            }
        }
        return out.append(source, from, closed(mark, opened)).toString();
    }

    /** Steps over the closing mark; up to two quotation marks right before a threefold one belong to the text. */
    private int closed(String mark, int opened) {
        if (at == source.length()) {
            throw refused("file.text-not-closed", opened);
        }
        int more = 0;
        while (mark.length() == 3 && more < 2 && source.startsWith(mark, at + more + 1)) {
            more++;
        }
        int end = at + more;
        at = end + mark.length();
        return end;
    }

    private int escape() {
        int start = at;
        at += 2;
        char kind = start + 1 < source.length() ? source.charAt(start + 1) : ' ';
        return switch (kind) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> hexadecimal(start, 4);
            case 'U' -> hexadecimal(start, 8);
            default -> throw refused("file.escape-unknown", start);
        };
    }

    private int hexadecimal(int start, int digits) {
        int end = at + digits;
        long code = 0;
        for (; at < end; at++) {
            int digit = at < source.length() ? Character.digit(source.charAt(at), 16) : -1;
            if (digit < 0 || source.charAt(at) > 'f') {
                throw refused("file.escape-unknown", start);
            }
            code = code * 16 + digit;
        }
        if (code > Character.MAX_CODE_POINT || code >= 0xd800 && code <= 0xdfff) {
            throw refused("file.escape-unknown", start);
        }
        return (int) code;
    }

    private void checkCharacter(boolean lines) {
        char c = source.charAt(at);
        if (c == '\n' && !lines) {
            throw refused("file.text-not-closed", at);
        }
        if (c != '\n' && c != '\t' && (c < ' ' || c == 0x7f)) {
            throw refused("file.control-character", at);
        }
    }

    private void lineEnd() {
        blanks();
        comment();
        if (at < source.length()) {
            expect("\n", "file.line-end-expected");
        }
    }

    private void blanksAndLines() {
        do {
            blanks();
            comment();
        } while (accept("\n"));
    }

    private void blanks() {
        while (at < source.length() && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
            at++;
        }
    }

    private void comment() {
        if (lookingAt("#")) {
            while (at < source.length() && source.charAt(at) != '\n') {
                checkCharacter(true);
                at++;
            }
        }
    }

    private boolean lookingAt(String text) {
        return source.startsWith(text, at);
    }

    private boolean accept(String text) {
        boolean there = lookingAt(text);
        if (there) {
            at += text.length();
        }
        return there;
    }

    private void expect(String text, String code) {
        if (!accept(text)) {
            throw refused(code, at);
        }
    }

    private InvalidSettingsException refused(String code, int where, String... argument) {
        Map<String, String> arguments = argument.length == 0 ? Map.of() : Map.of(argument[0], argument[1]);
        return new InvalidSettingsException(
                List.of(new SettingsViolation("", code, Severity.ERROR, position(where), arguments)));
    }

    /** Goes on from the last position asked for: positions are asked for in the order of the file. */
    private Position position(int index) {
        for (int i = source.indexOf('\n', seen); i >= 0 && i < index; i = source.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        seen = index;
        return new Position(line, source.codePointCount(lineStart, index) + 1);
    }
}
