package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("How a content is written")
class ContentFormatTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName("is stored under a stable name")
    void codes(ContentFormat format) {
        assertThat(ContentFormat.ofCode(format.code())).isEqualTo(format);
    }

    @Test
    @DisplayName("is plain or html, and nothing else")
    void noOtherCode() {
        assertThat(ContentFormat.values()).extracting(ContentFormat::code).containsExactly("plain", "html");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentFormat.ofCode("rtf"))
                .withMessageContaining("rtf");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "<p>, 0",
        "</p>, 0",
        "<p class=x>, 0",
        "see <A HREF=x>, 4",
        "the end</b>, 7",
        "<hr/>, 0",
        "1 < 2 <br/>, 6",
        "<h1>, 0",
        "<blockquote>, 0",
        "<o:p><i>, 5"
    })
    @DisplayName("is HTML from the first tag of a well-known element on")
    void html(String content, int first) {
        assertThat(ContentFormat.firstTag(content)).isEqualTo(first);
        assertThat(ContentFormat.detect(content)).isEqualTo(ContentFormat.HTML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 < 2",
                "a <",
                "a </",
                "a <p",
                "< p>",
                "<p-x>",
                "<h7>",
                "<o:p>",
                "<blockquotes>",
                "<Marie>",
                "<>"
            })
    @DisplayName("is plain text without such a tag")
    void plain(String content) {
        assertThat(ContentFormat.firstTag(content)).isNegative();
        assertThat(ContentFormat.detect(content)).isEqualTo(ContentFormat.PLAIN);
    }
}
