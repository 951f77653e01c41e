package org.portalemails.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON of the screen")
class JsonTest {
    private record Inner(String text, List<Integer> numbers) {}

    private record Outer(boolean yes, long number, Inner inner, Map<String, String> map) {}

    @Test
    @DisplayName("holds what a record holds")
    void writes() {
        assertThat(Json.write(
                        new Outer(true, 7, new Inner("é\"<\n\u2028\uD83D\uDE00", List.of(1, 2)), Map.of("a", "b"))))
                .isEqualTo("{\"yes\":true,\"number\":7,\"inner\":{\"text\":\"é\\\"\\u003c\\n\\u2028\\ud83d\\ude00\","
                        + "\"numbers\":[1,2]},\"map\":{\"a\":\"b\"}}");
    }

    @Property(tries = 2000)
    void whatIsWrittenIsReadBack(@ForAll Map<String, String> texts) {
        assertThat(Json.texts(Json.write(new LinkedHashMap<>(texts)))).isEqualTo(texts);
    }

    @Property(tries = 2000)
    void nothingElseThanARefusalComesOfAnyText(@ForAll String text) {
        try {
            Json.texts("{\"" + text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("not an object of texts");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}x",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":\"b\",}",
                "{'a':'b'}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\" \"b\"}",
                "{\"a\":{}}"
            })
    @DisplayName("is refused when it is not an object of texts")
    void refuses(String source) {
        assertThatThrownBy(() -> Json.texts(source)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("may have white space and every escape")
    void reads() {
        assertThat(Json.texts(" { \"a\" : \"\\u00e9\\/\\b\\f\\n\\r\\t\\\\\\\"\" , \"b\":\"\" } "))
                .containsExactly(Map.entry("a", "é/\b\f\n\r\t\\\""), Map.entry("b", ""));
    }
}
