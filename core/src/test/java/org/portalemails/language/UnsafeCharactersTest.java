package org.portalemails.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Characters that cannot stand in a text")
class UnsafeCharactersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u001f",
                "\u007f",
                "\u009f",
                "\r",
                "\u2028",
                "\u2029",
                "\ufdd0",
                "\ufdef",
                "\ufffe",
                "\uffff",
                "\ud83d",
                "\ude00",
                "\ud83dx",
                "\ude00\ud83d"
            })
    @DisplayName("are controls, line separators, halves of pairs and what is no character, wherever they stand")
    void unsafe(String character) {
        for (boolean lines : new boolean[] {true, false}) {
            assertThat(UnsafeCharacters.first(character, lines)).isZero();
            assertThat(UnsafeCharacters.first("é😀" + character, lines)).isEqualTo(3);
            assertThat(UnsafeCharacters.first(character + character + "a", lines))
                    .isZero();
        }
    }

    @Test
    @DisplayName("are line feeds and tabs too, in a text of one line")
    void lines() {
        assertThat(UnsafeCharacters.first("a\n\tb", true)).isEqualTo(-1);
        assertThat(UnsafeCharacters.first("a\nb", false)).isEqualTo(1);
        assertThat(UnsafeCharacters.first("ab\t", false)).isEqualTo(2);
    }

    @Test
    @DisplayName("are not the neighbours of those, nor characters outside the basic plane")
    void safe() {
        String neighbours = " ~\u00a0\u2027\u202a\ufdcf\ufdf0\ufffd😀\udbff\udffd";
        assertThat(UnsafeCharacters.first(neighbours, false)).isEqualTo(-1);
        assertThat(UnsafeCharacters.first("", false)).isEqualTo(-1);
    }
}
