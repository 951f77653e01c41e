package org.portalemails.template.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A character reference")
class HtmlEntitiesTest {
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "&eacute; → é",
                "&Zeta;&zeta; → Ζζ",
                "&frac12;&sup1; → ½¹",
                "&thetasym; → ϑ",
                "&thetasyms; → &thetasyms;",
                "&amp → &",
                "&copyright → ©right",
                "&apos;&apos → '&apos",
                "&#65;&#x41;&#X61; → AAa",
                "&#65 → A",
                "&# → &#",
                "&#x → &#x",
                "&#32; → ` `",
                "&#31; → \ufffd",
                "&#127; → \u007f",
                "&#128;&#159;&#160; → €Ÿ\u00a0",
                "&#x10ffff;&#x110000; → \ufffd\ufffd",
                "&#x10fffd; → \udbff\udffd",
                "&#xd7ff;&#xd800;&#xdfff;&#xe000; → \ud7ff\ufffd\ufffd\ue000",
                "&#xfdcf;&#xfdd0;&#xfdef;&#xfdf0; → \ufdcf\ufffd\ufffd\ufdf0",
                "&#xfffd;&#xfffe;&#x1ffff; → \ufffd\ufffd\ufffd",
            })
    @DisplayName("is read as the standard reads it")
    void text(String html, String text) {
        assertThat(HtmlEntities.decode(html, false)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "?a=1&copy=2 → ?a=1&copy=2",
                "?a=1&copyz → ?a=1&copyz",
                "?a=1&copy9 → ?a=1&copy9",
                "?a=1&copy; → ?a=1©",
                "?a=1&copy/ → ?a=1©/",
                "?a=1&copy → ?a=1©",
            })
    @DisplayName("in an attribute needs its semicolon before what could be a parameter")
    void attribute(String html, String text) {
        assertThat(HtmlEntities.decode(html, true)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a;", "x&unknown;", "&&z9;", "& &AZ;", "&0;"})
    @DisplayName("with a name that is not known is still to be seen")
    void unknown(String decoded) {
        assertThat(HtmlEntities.hasReference(decoded)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a;", "&", "&;", "&a", "& a;", "&a ;", "&a&", "&é;", "a&"})
    @DisplayName("is not what only begins or ends like one")
    void none(String decoded) {
        assertThat(HtmlEntities.hasReference(decoded)).isFalse();
    }
}
