package org.portalemails.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A domain name")
class DomainNameTest {
    private static void refused(String domain, AddressRule rule) {
        assertThatThrownBy(() -> DomainName.ascii(domain))
                .as(domain)
                .isInstanceOfSatisfying(
                        EmailAddressException.class, e -> assertThat(e.rule()).isEqualTo(rule));
    }

    @Test
    @DisplayName("has labels of letters, digits and inner hyphens, separated by dots")
    void letterDigitHyphen() {
        assertThat(DomainName.ascii("a.bz")).isEqualTo("a.bz");
        assertThat(DomainName.ascii("AZ09-az.B.Example")).isEqualTo("az09-az.b.example");
        for (String domain : List.of("/.example", ":.example", "`.example", "{.example", "a-.example", "-.example")) {
            refused(domain, AddressRule.DOMAIN_LABEL);
        }
        refused("b.example.", AddressRule.DOMAIN_LABEL);
        refused("", AddressRule.DOMAIN_LABEL);
        refused("example", AddressRule.DOMAIN_WITHOUT_DOT);
    }

    @Test
    @DisplayName("has at most 63 octets in a label and 253 in all")
    void lengths() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "b".repeat(61);
        assertThat(DomainName.ascii(longest)).hasSize(253);
        refused(longest + "b", AddressRule.TOO_LONG);
        refused(label + "a.example", AddressRule.DOMAIN_LABEL);
        assertThat(DomainName.ascii("é" + "a".repeat(55) + ".example").indexOf('.'))
                .isEqualTo(63);
        refused("é" + "a".repeat(56) + ".example", AddressRule.DOMAIN_LABEL);
    }

    @Test
    @DisplayName("ends with two letters or more, or with an A-label")
    void topLevel() {
        assertThat(DomainName.ascii("a.az")).isEqualTo("a.az");
        assertThat(DomainName.ascii("a.рф")).isEqualTo("a.xn--p1ai");
        for (String domain : List.of("a.b", "a.b1", "a.1b", "a.b-c", "1.2.3.4")) {
            refused(domain, AddressRule.TOP_LEVEL_DOMAIN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"é", "azé", "é09", "é-é", "aé-9", "中", "ー中", "नमस्ते", "é\u0323x", "१२é"})
    @DisplayName("may have letters, marks and digits of any script, and ASCII beside them")
    void internationalLabels(String label) {
        String normal = java.text.Normalizer.normalize(label, java.text.Normalizer.Form.NFC);
        assertThat(DomainName.ascii(normal + ".example")).startsWith("xn--").endsWith(".example");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "é/",
                "é:",
                "é`",
                "é{",
                "é_",
                "-é",
                "é-",
                "ab--é",
                "é☃",
                "é€",
                "é\u200d",
                "é\u00b7",
                "é\u034f",
                "e\u0301é",
                "\u0301é",
                "éﬁ",
                "é²",
                "éⅷ",
                "é\u180b"
            })
    @DisplayName("has no signs, no hyphens at an end, no joiners, nothing invisible, and no other form of a letter")
    void refusedLabels(String label) {
        assertThatThrownBy(() -> DomainName.ascii(label + ".example")).isInstanceOf(EmailAddressException.class);
    }

    /** RFC 5893, section 2, by the numbers of its conditions. */
    @Test
    @DisplayName("that is written from right to left is so from one end to the other")
    void bidirectional() {
        List<String> allowed = List.of(
                "אבג", // letters of Hebrew
                "ابج", // and of Arabic
                "א\u05b7", // 3: a mark may follow the last letter
                "א1", // 3: European digits may end it
                "א۱",
                "א١", // 3: and Arabic ones
                "ا١ب",
                "א1ב",
                "א-ב", // 2: a hyphen inside
                "א\u02b9ב" // 2: and another neutral character
                );
        for (String label : allowed) {
            assertThat(DomainName.ascii(label + ".example")).as(label).startsWith("xn--");
        }
        List<String> refused = List.of(
                "1א", // 1: it begins with a letter
                "١א",
                "١",
                "\u02b9א",
                "aא", // 1 and 2: nothing from left to right
                "אa",
                "אéב",
                "א\u02b9", // 3: it does not end with a neutral character
                "א\u02b9\u05b7",
                "א1١", // 4: digits of one kind
                "א١1");
        for (String label : refused) {
            refused(label + ".example", AddressRule.INTERNATIONAL_DOMAIN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "xn--",
                "xn--a",
                "xn--99999999",
                "xn--fa-HIA-",
                "xn--fss-gva-",
                "xn--bcher-kv",
                "xn--ls8h",
                "xn--0ca-"
            })
    @DisplayName("typed as an A-label leads to a U-label and back, or is refused")
    void typedALabels(String label) {
        assertThatThrownBy(() -> DomainName.ascii(label + ".example")).isInstanceOf(EmailAddressException.class);
    }

    @Test
    @DisplayName("knows every letter and mark that shows nothing")
    void invisible() {
        List<String> ranges = new ArrayList<>();
        int from = -1;
        for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
            boolean invisible = c <= Character.MAX_CODE_POINT && DomainName.isInvisible(c);
            if (invisible && from < 0) {
                from = c;
            } else if (!invisible && from >= 0) {
                ranges.add(Integer.toHexString(from) + "-" + Integer.toHexString(c - 1));
                from = -1;
            }
        }
        // DerivedCoreProperties.txt of Unicode, Default_Ignorable_Code_Point, without what is Cf or Cn.
        assertThat(ranges)
                .containsExactly(
                        "34f-34f",
                        "115f-1160",
                        "17b4-17b5",
                        "180b-180f",
                        "3164-3164",
                        "fe00-fe0f",
                        "ffa0-ffa0",
                        "e0100-e01ef");
    }
}
