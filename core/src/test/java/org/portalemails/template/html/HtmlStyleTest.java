package org.portalemails.template.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A style")
class HtmlStyleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "display:none",
                "DISPLAY : NONE",
                "color:red; display:none !important",
                "display:block;display:none",
                "}display:none",
                "display/**/:/* x */none",
                "background:url('a;b');display:none",
                "background:url(a;b);display:none",
                "content:\"a;b\";display:none",
                "content:\"a\n;display:none",
                "color;display:none",
                ":x;display:none",
                "visibility:hidden",
                "visibility:collapse",
                "opacity:0",
                "opacity:.0",
                "opacity:0%",
                "overflow:hidden;max-height:0",
                "overflow:hidden;height:0px",
                "overflow:clip;max-width:0",
                "overflow:hidden;width:0",
                "overflow:hidden;font-size:0",
                "text-indent:-9999px",
                "left:-999em",
                "top:-100.5px",
                "margin-left:-100rem",
            })
    @DisplayName("hides what is there only for the list of an inbox")
    void hides(String style) {
        assertThat(HtmlStyle.of(style).hides()).isTrue();
        assertThat(HtmlStyle.of(style).hidesInOutlook()).isFalse();
        assertThat(HtmlStyle.of(style).keepsLines()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "color:red",
                "display:none;display:block",
                "display:none-such",
                "x-display:none",
                "display",
                "display:",
                "/* display:none */",
                "display:none !importan",
                "visibility:hidden;visibility:visible",
                "opacity:0;opacity:1",
                "opacity:0.5",
                "overflow:hidden",
                "max-height:0;width:0;font-size:0",
                "overflow:hidden;overflow:visible;height:0",
                "overflow:hidden;height:10px;width:100%;font-size:12px",
                "overflow:hidden;font-size:0;font-size:12px",
                "text-indent:-99px",
                "left:999px",
                "content:';display:none",
                "background:url(;display:none",
            })
    @DisplayName("leaves everything else to see")
    void shows(String style) {
        assertThat(HtmlStyle.of(style).hides()).isFalse();
        assertThat(HtmlStyle.of(style).hidesInOutlook()).isFalse();
    }

    @Test
    @DisplayName("may hide in Outlook only")
    void outlook() {
        assertThat(HtmlStyle.of("mso-hide:all").hidesInOutlook()).isTrue();
        assertThat(HtmlStyle.of("mso-hide:all").hides()).isFalse();
        assertThat(HtmlStyle.of("mso-hide:screen").hidesInOutlook()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "white-space:pre, true",
        "WHITE-SPACE: PRE-WRAP, true",
        "white-space:pre-line !important, true",
        "white-space:normal, false",
        "white-space:nowrap, false",
        "color:pre, false"
    })
    @DisplayName("may keep line ends")
    void lines(String style, boolean keeps) {
        assertThat(HtmlStyle.of(style).keepsLines()).isEqualTo(keeps);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "color:red → []",
                "background:url(https://a.example/x) → []",
                "background:url( \"https://a.example/x\") → []",
                "background:url('https://a.example/x') → []",
                "background:url(http://a.example/x) → [url(]",
                "background:url( → [url(]",
                "background:url(https://a.example/x) url(data:x) → [url(]",
                "width:expression (alert(1)) → [expression(]",
                "background:url(java/**/script:x) → `[script:, url(]`",
                "-moz-binding:x → [-moz-binding]",
                "behavior :x → [behavior:]",
                "x;behavior:y → [behavior:]",
                "scroll-behavior:smooth → []",
                "a_behavior:x → []",
                "zbehavior:x → []",
                "9behavior:x → []",
                "ébehavior:x → []",
                "scroll-behavior:smooth;behavior:x → [behavior:]",
                "co\\6cor:red → [\\]",
                "@import 'x' → [@import]",
            })
    @DisplayName("is told what would load or run something")
    void refused(String css, String words) {
        assertThat(HtmlStyle.refused(css)).hasToString(words);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "p{content:\"\\2022\"} → []",
                "p{content:\"\\B7 x\"} → []",
                "p{background:u\\72l(x)} → [url(]",
                "p{background:u\\72 l(x)} → [url(]",
                "p{background:u\\rl(x)} → [url(]",
                "p{x:\\0} → []",
                "p{x:\\110000} → []",
                "p{x:\\5c} → []",
                "p{x:\\5d} → []",
            })
    @DisplayName("sheet of Word has escapes, which are read")
    void sheets(String css, String words) {
        assertThat(HtmlStyle.refusedInSheet(css)).hasToString(words);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "p{} → p{}",
                "/* x */p{} → `/* x */p{}`",
                "@import 'a';p{} → p{}",
                "p{}@IMPORT url(a;b) screen;q{} → p{}q{}",
                "@import 'a;b';p{} → p{}",
                "@import \"a';\";p{} → p{}",
                "@import a)(;);p{} → p{}",
                "@import 'a → ``",
                "@import a{} → {}",
                "@import a}b → }b",
                "@import a;@import b;c → c",
                "/* x */@import a;p{} → p{}",
                "p/* x */{}/* y → p/* x */{}/* y",
                "p/* x */{}@import a;/* y → p{}",
            })
    @DisplayName("sheet loses what fetches another one")
    void imports(String css, String left) {
        assertThat(HtmlStyle.withoutImports(css)).isEqualTo(left);
    }
}
