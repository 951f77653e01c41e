package org.portalemails.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.template.html.HttpsAddress;
import org.portalemails.template.html.LinkValue;

@DisplayName("A value")
class ValueEscapeTest {
    @Test
    @DisplayName("is escaped for HTML and left alone elsewhere")
    void html() {
        assertThat(ValueEscape.escape(TextKind.HTML, "a<b>&\"'é’")).isEqualTo("a&lt;b&gt;&amp;&quot;&#39;é’");
        assertThat(ValueEscape.escape(TextKind.PLAIN, "a<b>&\"'é’")).isEqualTo("a<b>&\"'é’");
        assertThat(ValueEscape.escape(TextKind.SUBJECT, "a<b>&\"'é’")).isEqualTo("a<b>&\"'é’");
    }

    @Test
    @DisplayName("that needs nothing is the same object")
    void untouched() {
        String value = "Société Générale’s œuvre 😀 עברית \u200f";
        assertThat(ValueEscape.escape(TextKind.HTML, value).replace("&#39;", "'"))
                .isEqualTo(value);
        assertThat(ValueEscape.escape(TextKind.PLAIN, value)).isSameAs(value);
    }

    @Test
    @DisplayName("has line breaks only where the text has lines")
    void lineBreaks() {
        assertThat(ValueEscape.escape(TextKind.SUBJECT, "a\r\nBcc: b\nc\td")).isEqualTo("a  Bcc: b c d");
        assertThat(ValueEscape.escape(TextKind.PLAIN, "a\r\nb\rc\nd\te")).isEqualTo("a\nb\nc\nd\te");
        assertThat(ValueEscape.escape(TextKind.HTML, "a\r\nb")).isEqualTo("a\nb");
        assertThat(ValueEscape.escape(TextKind.PLAIN, "a\u2028b\u2029c\u0085d")).isEqualTo("a b c d");
    }

    @Test
    @DisplayName("loses control characters, noncharacters and halves of pairs")
    void controls() {
        for (TextKind kind : TextKind.values()) {
            assertThat(ValueEscape.escape(kind, "a\u0000b\u001fc\u007fd\u009fe\ufdd0f\uffffg"))
                    .isEqualTo("a b c d e f g");
            assertThat(ValueEscape.escape(kind, "a\ud83db\ude00")).isEqualTo("a\ufffdb\ufffd");
            assertThat(ValueEscape.escape(kind, "\ud83d\ude00")).isEqualTo("\ud83d\ude00");
        }
    }

    @Test
    @DisplayName("cannot turn the direction of what stands behind it")
    void direction() {
        assertThat(ValueEscape.escape(TextKind.SUBJECT, "a\u202eb\u2066c\u2069\u200f"))
                .isEqualTo("abc\u200f");
    }

    @Test
    @DisplayName("as a whole link is https with a plain host, and percent-encoded")
    void wholeLinks() {
        assertThat(HttpsAddress.parse("https://a.example").orElse(null)).isEqualTo("https://a.example");
        assertThat(HttpsAddress.parse("HTTPS://a.example:8443/é b?x=%41&y=\"%zz")
                        .orElse(null))
                .isEqualTo("https://a.example:8443/%C3%A9%20b?x=%41&y=%22%25zz");
        for (String refused : new String[] {
            "http://a.example/",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://u@a.example/",
            "https://a.example\\@b.example/",
            "https://a.example:/",
            "https://a.example:x/",
            "https://é.example/",
            "https://.a/",
            "https://-a/",
            "//a.example/",
            "",
            "data:text/html,x",
            "https://a b/",
            "https:/a.example/"
        }) {
            assertThat(HttpsAddress.parse(refused).orElse(null)).as(refused).isNull();
        }
    }

    @Test
    @DisplayName("inside a link cannot begin a parameter, a path that leads elsewhere, or a fragment")
    void linkParts() {
        assertThat(LinkValue.part("a&b=c#d/e?f%g h+é😀"))
                .isEqualTo("a%26b%3Dc%23d%2Fe%3Ff%25g%20h%2B%C3%A9%F0%9F%98%80");
        assertThat(LinkValue.part("anna@a.example")).isEqualTo("anna@a.example");
        assertThat(LinkValue.part("\ud83d")).isEqualTo("%3F");
    }
}
