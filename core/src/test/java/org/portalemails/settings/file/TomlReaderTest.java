package org.portalemails.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.template.Position;

/** By the sections of TOML 1.0. */
@DisplayName("TOML")
class TomlReaderTest {
    private static Map<String, Object> values(String source) {
        List<TomlTable> tables = TomlReader.read(source);
        assertThat(tables).hasSize(1);
        Map<String, Object> values = new TreeMap<>();
        tables.get(0).values().forEach((key, value) -> values.put(key, value.content()));
        return values;
    }

    private static Object value(String written) {
        return values("key = " + written + "\n").get("key");
    }

    /** Line, column and code of the one thing that stops the reader. */
    private static String refusal(String source) {
        InvalidSettingsException refused =
                catchThrowableOfType(InvalidSettingsException.class, () -> TomlReader.read(source));
        assertThat(refused).as("%s should be refused", source).isNotNull();
        assertThat(refused.violations()).hasSize(1);
        return refused.violations().get(0).toString();
    }

    private static String lines(String written) {
        return written.replace('|', '\n').replace('~', '\t');
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "key = 1, key",
                "a-b_C9 = 1, a-b_C9",
                "1 = 1, 1",
                "key=1, key",
                "`~ key ~ = ~ 1 ~ `, key",
                "\"a b\" = 1, a b",
                "'a\"b' = 1, a\"b",
                "\"a\\tb\" = 1, `a~b`",
                "\"\" = 1, ``",
                "'' = 1, ``",
            })
    @DisplayName("has bare keys of letters, digits, - and _, and any text in quotation marks as a key")
    void keys(String written, String key) {
        assertThat(values(lines(written))).containsOnlyKeys(lines(key));
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "= 1, :1:1 file.key-expected",
                "é = 1, :1:1 file.key-expected",
                "a.b = 1, :1:2 file.equals-expected",
                "\"\"\"a\"\"\" = 1, :1:1 file.key-expected",
                "'''a''' = 1, :1:1 file.key-expected",
                "a 1, :1:3 file.equals-expected",
                "a, :1:2 file.equals-expected",
                "a = 1|a = 1, :2:1 file.key-twice",
                "a = 1|'a' = 2, :2:1 file.key-twice",
                "a = 1 2, :1:7 file.line-end-expected",
            })
    @DisplayName("refuses other keys, and a key twice")
    void refusedKeys(String written, String refusal) {
        assertThat(refusal(lines(written))).isEqualTo(refusal);
    }

    @Test
    @DisplayName("has true, false and whole numbers")
    void words() {
        assertThat(value("true")).isEqualTo(true);
        assertThat(value("false")).isEqualTo(false);
        assertThat(value("0")).isEqualTo(0L);
        assertThat(value("9")).isEqualTo(9L);
        assertThat(value("10")).isEqualTo(10L);
        assertThat(value("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {
                "",
                "True",
                "yes",
                "01",
                "00",
                "-1",
                "+1",
                "1.5",
                "1_000",
                "0x10",
                "1e3",
                "1979-05-27",
                "[1]",
                "{}",
                "1000000000000000000",
                "１",
                "inf"
            })
    @DisplayName("refuses other words: what it accepts means the same to every reader")
    void otherWords(String word) {
        assertThat(refusal("key = " + word)).containsAnyOf("file.value-expected", "file.line-end-expected");
    }

    @Test
    @DisplayName("has texts on one line: with escapes in quotation marks, as they stand in apostrophes")
    void lines() {
        assertThat(value("\"\"")).isEqualTo("");
        assertThat(value("''")).isEqualTo("");
        assertThat(value("\"it's\"")).isEqualTo("it's");
        assertThat(value("'a \"b\" \\n'")).isEqualTo("a \"b\" \\n");
        assertThat(value("\"\\\"\\\\\\b\\t\\n\\f\\r|\"")).isEqualTo("\"\\\b\t\n\f\r|");
        assertThat(value("\"\\u00e9\\u00E9\\U0001F600\"")).isEqualTo("éé😀");
        assertThat(value("\"\\ud7ff\\ue000\\U0010ffff\"")).isEqualTo("\ud7ff\ue000\udbff\udfff");
        assertThat(value("\"tab\there\"")).isEqualTo("tab\there");
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"\\q\", 6 file.escape-unknown",
                "\"ab\\e\", 8 file.escape-unknown",
                "\"\\, 6 file.escape-unknown",
                "\"\\u12, 6 file.escape-unknown",
                "\"\\u123g\", 6 file.escape-unknown",
                "\"\\u００００\", 6 file.escape-unknown",
                "\"\\ud800\", 6 file.escape-unknown",
                "\"\\udfff\", 6 file.escape-unknown",
                "\"\\U00110000\", 6 file.escape-unknown",
                "\"\\UFFFFFFFF\", 6 file.escape-unknown",
                "\"a, 6 file.text-not-closed",
                "'a, 6 file.text-not-closed",
                "`\"a|\"`, 7 file.text-not-closed",
                "`'ab|'`, 8 file.text-not-closed",
                "\"\"\"a\"\", 8 file.text-not-closed",
                "'''a, 8 file.text-not-closed",
                "\"a\u0000\", 7 file.control-character",
                "\"a\u001f\", 7 file.control-character",
                "\"a\u007f\", 7 file.control-character",
                "'a\u007f', 7 file.control-character",
                "'''a\u0001''', 9 file.control-character",
            })
    @DisplayName("refuses unknown escapes, surrogates, control characters, and texts that do not end, where they stand")
    void refusedTexts(String written, String refusal) {
        assertThat(refusal("a = " + lines(written))).isEqualTo(":1:" + refusal);
    }

    @Test
    @DisplayName("has texts on lines of their own, without the first line end")
    void blocks() {
        assertThat(value("'''\na\n'b'\\n\n'''")).isEqualTo("a\n'b'\\n\n");
        assertThat(value("'''a'''")).isEqualTo("a");
        assertThat(value("'''\n\na'''")).isEqualTo("\na");
        assertThat(value("\"\"\"\na\\tb\n\"c\" \"\"d\"\"\"")).isEqualTo("a\tb\n\"c\" \"\"d");
        assertThat(value("\"\"\"\n\na\"\"\"")).isEqualTo("\na");
        assertThat(value("''''''")).isEqualTo("");
        assertThat(value("\"\"\"\"\"\"")).isEqualTo("");
    }

    @Test
    @DisplayName("gives the text up to two quotation marks before the three that close it")
    void marksBeforeTheEnd() {
        assertThat(value("'''a''''")).isEqualTo("a'");
        assertThat(value("'''a'''''")).isEqualTo("a''");
        assertThat(value("\"\"\"a\"\"\"\"\"")).isEqualTo("a\"\"");
        assertThat(refusal("a = '''a''''''")).isEqualTo(":1:14 file.line-end-expected");
        assertThat(refusal("a = 'a''")).isEqualTo(":1:8 file.line-end-expected");
    }

    @Test
    @DisplayName("has comments to the end of a line, and empty lines")
    void comments() {
        assertThat(values("# é\n\n \t# a = 1\n\nb = 1 # c = 2\nd = '#' # ''\n#"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("b", 1L, "d", "#"));
        assertThat(refusal("# a\u0000")).isEqualTo(":1:4 file.control-character");
        assertThat(values("")).isEmpty();
        assertThat(values(" ")).isEmpty();
    }

    @Test
    @DisplayName("is the same after a byte order mark and with the line ends of other systems")
    void otherSystems() {
        assertThat(values("\ufeffa = '''\nx\ny'''\r\nb = 2\r\n"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", "x\ny", "b", 2L));
        assertThat(refusal("a = 1\rb = 2")).isEqualTo(":1:6 file.line-end-expected");
        assertThat(refusal("a = 'x\ry'")).isEqualTo(":1:7 file.control-character");
        assertThat(refusal("a = 1\n\ufeffb = 2")).isEqualTo(":2:1 file.key-expected");
    }

    @Test
    @DisplayName("has tables, which begin with a header of keys and dots")
    void tables() {
        List<TomlTable> tables = TomlReader.read("a = 1\n [b] # c\na = 2\n[b.\"c d\" . 'e']\n\n[b.c]\na=3");
        assertThat(tables)
                .extracting(TomlTable::name)
                .containsExactly(List.of(), List.of("b"), List.of("b", "c d", "e"), List.of("b", "c"));
        assertThat(tables)
                .extracting(TomlTable::position)
                .containsExactly(Position.START, new Position(2, 2), new Position(4, 1), new Position(6, 1));
        assertThat(tables).extracting(table -> table.values().size()).containsExactly(1, 1, 0, 1);
        assertThat(tables.get(3).path("x y")).isEqualTo("b.c.\"x y\"");
        assertThat(tables.get(0).path("x y")).isEqualTo("\"x y\"");
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "[], :1:2 file.key-expected",
                "[a.], :1:4 file.key-expected",
                "[.a], :1:2 file.key-expected",
                "[[a]], :1:2 file.key-expected",
                "[a b], :1:4 file.header-not-closed",
                "[a, :1:3 file.header-not-closed",
                "[a|], :1:3 file.header-not-closed",
                "[a] b = 1, :1:5 file.line-end-expected",
                "[a]|[b]|[ 'a' ], :3:1 file.table-twice",
            })
    @DisplayName("refuses other headers, and a table twice")
    void refusedTables(String written, String refusal) {
        assertThat(refusal(lines(written))).isEqualTo(refusal);
    }

    @Test
    @DisplayName("counts lines and columns from 1, a character outside the basic plane as one")
    void positions() {
        TomlTable table =
                TomlReader.read("\n\n  a = '''\n😀\n'''\n'😀😀' = 1\n").get(0);
        assertThat(table.values().get("a").position()).isEqualTo(new Position(3, 3));
        assertThat(table.values().get("😀😀").position()).isEqualTo(new Position(6, 1));
        assertThat(refusal("a = 1\n'😀' ? 1")).isEqualTo(":2:5 file.equals-expected");
    }
}
