package org.portalemails.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An accent colour")
class AccentColourTest {
    @Test
    @DisplayName("is # and six digits, in lower case, without blanks around")
    void written() {
        assertThat(AccentColour.parse(" #1A5FB4 \n")).hasToString("#1a5fb4").isEqualTo(AccentColour.BUILT_IN);
        assertThat(AccentColour.parse("#000102").hex()).isEqualTo("#000102");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "1a5fb4",
                "#1a5fb",
                "#1a5fb44",
                "#fff",
                "red",
                "#gggggg",
                "#+12345",
                "#-12345",
                "#１２３４５６"
            })
    @DisplayName("is refused when written otherwise, with an example of how")
    void refused(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccentColour.parse(written))
                .withMessage("colour: # and six hexadecimal digits are needed, as in #1a5fb4");
    }

    @ParameterizedTest
    @CsvSource({
        "#000000,#ffffff,21",
        "#ffffff,#ffffff,1",
        "#777777,#ffffff,4.48",
        "#767676,#ffffff,4.54",
        "#ff0000,#ffffff,4.00",
        "#0000ff,#ffffff,8.59",
        "#1a5fb4,#ffffff,6.29"
    })
    @DisplayName("has the contrast of WCAG, the same in both directions")
    void contrast(String one, String two, double ratio) {
        AccentColour first = AccentColour.parse(one);
        AccentColour second = AccentColour.parse(two);
        assertThat(first.contrast(second)).isCloseTo(ratio, within(0.01)).isEqualTo(second.contrast(first));
    }

    @Test
    @DisplayName("that is built in can be used as it is")
    void builtIn() {
        assertThat(AccentColour.BUILT_IN.isReadable()).isTrue();
        assertThat(AccentColour.BUILT_IN.nearest()).isSameAs(AccentColour.BUILT_IN);
        assertThat(AccentColour.BUILT_IN.buttonText()).isEqualTo(AccentColour.WHITE);
    }

    @Test
    @DisplayName("that is too light has a darker neighbour")
    void tooLight() {
        AccentColour yellow = AccentColour.parse("#ffcc00");
        assertThat(yellow.isReadable()).isFalse();
        assertThat(yellow.lowestContrast()).isCloseTo(1.39, within(0.05));
        assertThat(yellow.nearest().isReadable()).isTrue();
        assertThat(AccentColour.WHITE.nearest().lowestContrast()).isBetween(4.5, 4.6);
    }

    @Test
    @DisplayName("is equal to the same colour")
    void equality() {
        assertThat(AccentColour.parse("#ABCDEF"))
                .isEqualTo(AccentColour.parse("#abcdef"))
                .hasSameHashCodeAs(AccentColour.parse("#abcdef"))
                .isNotEqualTo(AccentColour.parse("#abcdee"));
    }
}
