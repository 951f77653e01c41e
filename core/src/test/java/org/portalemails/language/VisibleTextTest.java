package org.portalemails.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A reader sees")
class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"!", "~", "\u00a1", "é", " \n.", "\ud83d\ude00", "\u200b\ud83d\ude00", "\u2603"})
    @DisplayName("a text with a character that has a shape")
    void something(String text) {
        assertThat(VisibleText.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u007f", "\u0080", "\u00a0", "\u00ad", "\u200b\u2060", "\udb40\udd00"})
    @DisplayName("nothing of blanks, controls and what takes no room")
    void nothing(String text) {
        assertThat(VisibleText.isIn(text)).isFalse();
    }

    @Test
    @DisplayName("nothing of each range that shows nothing, from its first character to its last")
    void ranges() {
        for (int ignorable : new int[] {
            0x00ad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x2800, 0x3164, 0xfe00, 0xfe0f, 0xffa0,
            0xfff0, 0xfff8, 0xe0000, 0xe0fff
        }) {
            assertThat(VisibleText.isIgnorable(ignorable)).as("%x", ignorable).isTrue();
        }
        for (int shown : new int[] {
            'a', 0x034e, 0x115e, 0x1161, 0x17b3, 0x17b6, 0x180a, 0x1810, 0x27ff, 0x2801, 0xfdff, 0xfe10, 0xffef, 0xfffc,
            0xdffff, 0xe1000
        }) {
            assertThat(VisibleText.isIgnorable(shown)).as("%x", shown).isFalse();
        }
    }
}
