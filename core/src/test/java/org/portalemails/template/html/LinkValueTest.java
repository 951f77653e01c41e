package org.portalemails.template.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A value in a link")
class LinkValueTest {
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "https://a.example → https://a.example",
                "HTTPS://A.example/X → https://A.example/X",
                "`  https://a.example/ ` → https://a.example/",
                "https://a → https://a",
                "https://azAZ09.x-x:1/ → https://azAZ09.x-x:1/",
                "https://a.example:65535/ → https://a.example:65535/",
                "https://a.example?x=1#y → https://a.example?x=1#y",
                "https://a.example#y → https://a.example#y",
                "https://a.example/-._~:/?#[]@!$&'()*+,;= → https://a.example/-._~:/?#[]@!$&'()*+,;=",
                "https://a.example/%41%aF%0a → https://a.example/%41%aF%0a",
                "https://a.example/100% → https://a.example/100%25",
                "https://a.example/%4 → https://a.example/%254",
                "https://a.example/%4g%g4 → https://a.example/%254g%25g4",
                "https://a.example/%４１ → https://a.example/%25%EF%BC%94%EF%BC%91",
                "https://a.example/é😀x → https://a.example/%C3%A9%F0%9F%98%80x",
                "https://a.example/a b\"<>\\^`{|} → https://a.example/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D",
            })
    @DisplayName("that is a whole https link keeps where it leads, and is encoded behind its host")
    void whole(String value, String link) {
        assertThat(HttpsAddress.parse(value).orElse(null)).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.example",
                "http://a.example/",
                "javascript:alert(1)",
                "https:/a.example",
                "https://",
                "https:///x",
                "https://?x",
                "https://.a/",
                "https://-a/",
                "https://a b/",
                "https://a_b/",
                "https://é.example/",
                "https://user@a.example/",
                "https://a.example:/",
                "https://a.example:x/",
                "https://a.example:1x/",
                "https://a.example:123456/",
                "https://a.example:1:2/",
                "https://a.example:/1/",
                "https://a.example\\@b.example/",
                "https://[::1]/"
            })
    @DisplayName("that is no https link with a plain host is none")
    void none(String value) {
        assertThat(HttpsAddress.parse(value).orElse(null)).isNull();
    }

    @Test
    @DisplayName("that is a telephone number is dialled, whatever people write around it")
    void phones() {
        assertThat(LinkValue.phone("+1 418 555-0100")).isEqualTo("+1418555-0100");
        assertThat(LinkValue.phone("T\u00e9l. : (418) 555-0100, poste 12")).isEqualTo("(418)555-0100;ext=12");
        assertThat(LinkValue.phone("418 555\u20110100 ext. 7")).isEqualTo("4185550100;ext=7");
        assertThat(LinkValue.phone("418 555-0100 / 418 555-0101")).isEqualTo("418555-0100");
        assertThat(LinkValue.phone("418 555-0100 ou 418 555-0101")).isEqualTo("418555-0100");
        assertThat(LinkValue.phone("#31#418 555-0100")).doesNotContain("#");
        assertThat(LinkValue.phone("\"><script>")).isEmpty();
    }

    @Test
    @DisplayName("that is a mailbox stays one, as people know it")
    void mailboxes() {
        assertThat(LinkValue.mailAddress("a+b@c.example")).isEqualTo("a+b@c.example");
        assertThat(LinkValue.mailAddress("a@b.example,c@d.example?bcc=e@f.example"))
                .isEqualTo("a@b.example%2Cc@d.example%3Fbcc%3De@f.example");
        assertThat(LinkValue.decoded("a%2Bb@c.example")).isEqualTo("a+b@c.example");
        assertThat(LinkValue.decoded("a%0Ab")).isEqualTo("a%0Ab");
        assertThat(LinkValue.decoded("%ff")).isEqualTo("%ff");
        assertThat(LinkValue.decoded("a%EF%BF%BF%EE%80%80")).isEqualTo("a%EF%BF%BF%EE%80%80");
        assertThat(LinkValue.decoded("a%EF%B7%90")).isEqualTo("a%EF%B7%90");
    }

    @Test
    @DisplayName("that is a part of one is encoded, so that it stays one part")
    void part() {
        assertThat(LinkValue.part("azAZ09-._~@:")).isEqualTo("azAZ09-._~@:");
        assertThat(LinkValue.part("a/b?c#d&e=f+g %41")).isEqualTo("a%2Fb%3Fc%23d%26e%3Df%2Bg%20%2541");
        assertThat(LinkValue.part("`{@[/:")).isEqualTo("%60%7B@%5B%2F:");
        assertThat(LinkValue.part("é\ud800x")).isEqualTo("%C3%A9%3Fx");
        assertThat(LinkValue.part("")).isEmpty();
    }
}
