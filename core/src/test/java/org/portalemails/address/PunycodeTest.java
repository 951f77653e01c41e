package org.portalemails.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Punycode")
class PunycodeTest {
    /** From Mostly from RFC 3492, section 7.1 (A to L), where the samples are in one case. */
    private static final List<List<String>> SAMPLES = List.of(
            List.of("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            List.of("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            List.of("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
            List.of("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            List.of("安室奈美恵-with-super-monkeys", "-with-super-monkeys-pc58ag80a8qai00g7n9n"),
            List.of("bücher", "bcher-kva"),
            List.of("faß", "fa-hia"),
            // The bias is adapted by a difference that just needs no more division.
            List.of("a上代什ο", "a-smb0718c2uajf"),
            List.of("-> $1.00 <-", "-> $1.00 <--"));

    @Test
    @DisplayName("encodes and decodes the samples of RFC 3492")
    void samples() {
        for (List<String> sample : SAMPLES) {
            assertThat(Punycode.encode(sample.get(0))).isEqualTo(sample.get(1));
            assertThat(Punycode.decode(sample.get(1))).isEqualTo(sample.get(0));
        }
    }

    @Test
    @Tag("exhaustive")
    @DisplayName("encodes every letter of the basic plane and beyond as the JDK does, where the JDK does not map it")
    void likeTheJdk() {
        int compared = 0;
        for (int c = 0x80; c < 0x30000; c++) {
            if (Character.getType(c) != Character.OTHER_LETTER && Character.getType(c) != Character.LOWERCASE_LETTER) {
                continue;
            }
            String label = "a" + Character.toString(c) + "b";
            String expected;
            try {
                expected = IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException e) {
                continue;
            }
            String encoded = Punycode.encode(label);
            assertThat(Punycode.decode(encoded)).isEqualTo(label);
            if (IDN.toUnicode(expected, IDN.ALLOW_UNASSIGNED).equals(label) && expected.startsWith("xn--")) {
                assertThat("xn--" + encoded).isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(50_000);
    }

    @Test
    @DisplayName("refuses what is not Punycode")
    void notPunycode() {
        for (String text : List.of("0", "a!", "ü", "a-", "99999999", "-", "zzzzzzzzzzzzzzzzzzzz")) {
            String decoded = Punycode.decode(text);
            assertThat(decoded == null
                            || decoded.chars().allMatch(c -> c < 0x80)
                            || !Punycode.encode(decoded).equals(text))
                    .as(text)
                    .isTrue();
        }
    }

    @Test
    @DisplayName("has every character but halves of surrogate pairs, and none after the last one of Unicode")
    void characters() {
        assertThat(Punycode.decode("a")).isEqualTo("\u0080");
        assertThat(Punycode.decode("hb9b")).isEqualTo("\ud7ff");
        assertThat(Punycode.decode("ib9b")).isNull();
        assertThat(Punycode.decode("zy0c")).isNull();
        assertThat(Punycode.decode("0y0c")).isEqualTo("\ue000");
        assertThat(Punycode.decode("dn32g")).isEqualTo(Character.toString(Character.MAX_CODE_POINT));
        assertThat(Punycode.decode("en32g")).isNull();
    }

    @Test
    @DisplayName("begins with no hyphen where there are no ASCII characters")
    void hyphenFirst() {
        assertThat(Punycode.encode("ü")).isEqualTo("tda");
        assertThat(Punycode.decode("-tda")).isNull();
    }
}
