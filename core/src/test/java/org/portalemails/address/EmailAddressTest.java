package org.portalemails.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An e-mail address")
class EmailAddressTest {
    @Test
    @DisplayName("keeps its local part as typed and its domain in lower case")
    void parts() {
        EmailAddress address = EmailAddress.of("Anna.Meier+erp@Customer.Example");
        assertThat(address.localPart()).isEqualTo("Anna.Meier+erp");
        assertThat(address.domain()).isEqualTo("customer.example");
        assertThat(address.value()).isEqualTo("Anna.Meier+erp@customer.example");
        assertThat(address.mailboxKey()).isEqualTo("anna.meier+erp@customer.example");
        assertThat(address.needsSmtpUtf8()).isFalse();
    }

    @Test
    @DisplayName("is equal with another case of the domain, not of the local part")
    void equality() {
        assertThat(EmailAddress.of("a@B.example")).isEqualTo(EmailAddress.of("a@b.EXAMPLE"));
        assertThat(EmailAddress.of("a@b.example")).hasSameHashCodeAs(EmailAddress.of("a@B.example"));
        assertThat(EmailAddress.of("A@b.example")).isNotEqualTo(EmailAddress.of("a@b.example"));
    }

    @Test
    @DisplayName("shows only its first character and its domain in logs")
    void masked() {
        assertThat(EmailAddress.of("anna@customer.example")).hasToString("a***@customer.example");
    }

    @Test
    @DisplayName("keeps an internationalized domain as A-labels that lead back to what was typed")
    void internationalDomains() {
        assertThat(EmailAddress.of("a@bücher.example").domain()).isEqualTo("xn--bcher-kva.example");
        assertThat(EmailAddress.of("a@BÜCHER.example").domain()).isEqualTo("xn--bcher-kva.example");
        assertThat(EmailAddress.of("a@президент.рф").domain()).isEqualTo("xn--d1abbgf6aiiy.xn--p1ai");
        assertThat(EmailAddress.of("a@xn--d1abbgf6aiiy.xn--p1ai").domain()).isEqualTo("xn--d1abbgf6aiiy.xn--p1ai");
        // IDNA 2003 would make these fass.de and another Greek name.
        assertThat(EmailAddress.of("a@faß.de").domain()).isEqualTo("xn--fa-hia.de");
        assertThat(EmailAddress.of("a@xn--fa-hia.de").domain()).isEqualTo("xn--fa-hia.de");
        assertThat(EmailAddress.of("a@ΣΑΣ.gr").domain())
                .isEqualTo(EmailAddress.of("a@σασ.gr").domain());
    }

    @Test
    @DisplayName("may have letters of any script before the @, for servers with SMTPUTF8")
    void internationalLocalParts() {
        EmailAddress address = EmailAddress.of("θσερ@example.com");
        assertThat(address.value()).isEqualTo("θσερ@example.com");
        assertThat(address.needsSmtpUtf8()).isTrue();
        assertThat(EmailAddress.of("é@example.com").toString()).isEqualTo("é***@example.com");
        assertThat(EmailAddress.of("नि.नि@example.com").needsSmtpUtf8()).isTrue();
        assertThat(EmailAddress.of("~@example.com").needsSmtpUtf8()).isFalse();
    }

    @Test
    @DisplayName("is found in what was pasted: with blanks and marks around it, and accents apart")
    void pasted() {
        for (String text : List.of(
                "a@b.example",
                " a@b.example\n",
                "\u00a0a@b.example\u00a0",
                "\u200ba@b.example\ufeff",
                "\u202aa@b.example\u202c",
                "\u2066a@b.example\u2069 \u200e")) {
            assertThat(EmailAddress.pasted(text).value()).as(text).isEqualTo("a@b.example");
        }
        assertThat(EmailAddress.pasted("cle\u0301@fe\u0302te.example"))
                .isEqualTo(EmailAddress.of("cl\u00e9@f\u00eate.example"));
        assertThatThrownBy(() -> EmailAddress.pasted("a b@c.example")).isInstanceOf(EmailAddressException.class);
        assertThatThrownBy(() -> EmailAddress.pasted("\u00a0")).isInstanceOf(EmailAddressException.class);
    }

    @Test
    @DisplayName("may have the letters of a domain that fold to themselves, or are allowed by name")
    void stableLetters() {
        for (String domain :
                List.of("stra\u00dfe", "\u03c2\u03b1", "\u0131x", "\u01f0x", "\u0390x", "\u3007x", "\u06fd\u0627")) {
            assertThat(EmailAddress.brokenRule("a@" + domain + ".example"))
                    .as(domain)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} breaks {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``, EMPTY",
                "anna, NO_AT",
                "a@b@c.example, SEVERAL_AT",
                "` a@b.example`, SPACE",
                "`a@b.example `, SPACE",
                "a\u00a0@b.example, SPACE",
                "a@b\u3000c.example, SPACE",
                "a\u0000@b.example, CONTROL_CHARACTER",
                "a@b\u0085.example, CONTROL_CHARACTER",
                "\"a\"@b.example, QUOTED",
                "a(b)@c.example, COMMENT",
                "Anna <a@b.example>, NAME_OR_LIST",
                "<a@b.example>, NAME_OR_LIST",
                "`a@b.example,c@d.example`, NAME_OR_LIST",
                "a@[127.0.0.1], LITERAL",
                "a@[IPv6:::1], LITERAL",
                "@b.example, NO_LOCAL_PART",
                ".a@b.example, DOTS",
                "a.@b.example, DOTS",
                "a..b@c.example, DOTS",
                "a\\b@c.example, LOCAL_CHARACTER",
                "victim%victim.example@boreal.example, SOURCE_ROUTE",
                "evil.example!user@host.example, SOURCE_ROUTE",
                "%@c.example, SOURCE_ROUTE",
                "a!@c.example, SOURCE_ROUTE",
                "\u0100@b.example, UNSAFE_CHARACTER",
                "a\u200bb@c.example, CONTROL_CHARACTER",
                "\u202ea@c.example, CONTROL_CHARACTER",
                "ａ@c.example, UNSAFE_CHARACTER",
                "😀@c.example, UNSAFE_CHARACTER",
                "𠀀@c.example, UNSAFE_CHARACTER",
                "\u093fन@c.example, UNSAFE_CHARACTER",
                "न.\u093f@c.example, UNSAFE_CHARACTER",
                "a\u115fb@c.example, UNSAFE_CHARACTER",
                "a@b, DOMAIN_WITHOUT_DOT",
                "a@, NO_DOMAIN",
                "=?x?q?a=40b?=foo@c.example, ENCODED_WORD",
                "a@\u1fb3b.example, INTERNATIONAL_DOMAIN",
                "a@\u0640b.example, INTERNATIONAL_DOMAIN",
                "a@\u3031b.example, INTERNATIONAL_DOMAIN",
                "a@\uab70b.example, INTERNATIONAL_DOMAIN",
                "a@.example, DOMAIN_LABEL",
                "a@b..example, DOMAIN_LABEL",
                "a@b.example., DOMAIN_LABEL",
                "a@-b.example, DOMAIN_LABEL",
                "a@b_c.example, DOMAIN_LABEL",
                "a@b。example, DOMAIN_WITHOUT_DOT",
                "a@ｂ.example, INTERNATIONAL_DOMAIN",
                "a@İ.example, INTERNATIONAL_DOMAIN",
                "a@\u212a.example, INTERNATIONAL_DOMAIN",
                "a@e\u0301.example, INTERNATIONAL_DOMAIN",
                "a@\u0301e.example, INTERNATIONAL_DOMAIN",
                "a@אa.example, INTERNATIONAL_DOMAIN",
                "a@a\u200db.example, CONTROL_CHARACTER",
                "a@xn--0.example, INTERNATIONAL_DOMAIN",
                "a@xn--a.example, INTERNATIONAL_DOMAIN",
                "a@xn--abc-.example, DOMAIN_LABEL",
                "a@yy--0.example, INTERNATIONAL_DOMAIN",
                "a@127.0.0.1, TOP_LEVEL_DOMAIN",
                "a@b.c, TOP_LEVEL_DOMAIN",
                "a@b.c-d, TOP_LEVEL_DOMAIN",
            })
    void broken(String text, AddressRule rule) {
        assertThat(EmailAddress.brokenRule(text)).contains(rule);
    }

    @Test
    @DisplayName("ends at 64 octets before the @ and 254 in all, counted as UTF-8 and A-labels")
    void lengths() {
        assertThat(EmailAddress.brokenRule("a".repeat(64) + "@b.example")).isEmpty();
        assertThat(EmailAddress.brokenRule("a".repeat(65) + "@b.example")).contains(AddressRule.LOCAL_TOO_LONG);
        assertThat(EmailAddress.brokenRule("é".repeat(32) + "@b.example")).isEmpty();
        assertThat(EmailAddress.brokenRule("é".repeat(33) + "@b.example")).contains(AddressRule.LOCAL_TOO_LONG);
        String label = "b".repeat(61) + ".";
        assertThat(EmailAddress.brokenRule("a".repeat(62) + "@" + label.repeat(3) + "exam"))
                .isEmpty();
        assertThat(EmailAddress.brokenRule("a".repeat(63) + "@" + label.repeat(3) + "exam"))
                .isEmpty();
        assertThat(EmailAddress.brokenRule("a".repeat(64) + "@" + label.repeat(3) + "exam"))
                .contains(AddressRule.TOO_LONG);
        assertThat(EmailAddress.brokenRule("a@" + "b".repeat(63) + ".example")).isEmpty();
        assertThat(EmailAddress.brokenRule("a@" + "b".repeat(64) + ".example")).contains(AddressRule.DOMAIN_LABEL);
        assertThat(EmailAddress.brokenRule("a@" + "ü".repeat(63) + ".example")).contains(AddressRule.DOMAIN_LABEL);
        assertThat(EmailAddress.brokenRule("a@" + "b.".repeat(50_000) + "example"))
                .contains(AddressRule.TOO_LONG);
        // What is far too long is not looked at.
        assertThat(EmailAddress.brokenRule("\"".repeat(508))).contains(AddressRule.QUOTED);
        assertThat(EmailAddress.brokenRule("\"".repeat(509))).contains(AddressRule.TOO_LONG);
    }

    @Test
    @DisplayName("has before the @, of ASCII, the characters of an atom (RFC 5321) but those of source routes")
    void atoms() {
        StringBuilder taken = new StringBuilder();
        for (char c = 0; c < 0x80; c++) {
            if (EmailAddress.brokenRule("a" + c + "b@c.example").isEmpty()) {
                taken.append(c);
            }
        }
        assertThat(taken)
                .hasToString("#$&'*+-./0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");
    }

    @Test
    @DisplayName("is refused with the rule and without the text")
    void refusal() {
        assertThatThrownBy(() -> EmailAddress.of("secret.person@@example.com"))
                .isInstanceOf(EmailAddressException.class)
                .hasMessageContaining("address.several-at")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource(AddressRule.class)
    @DisplayName("has words for every rule in English, French and Canadian French, whatever the host's locale")
    void messages(AddressRule rule) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.FRANCE);
            String english = rule.message(Locale.ENGLISH);
            assertThat(rule.message(Locale.GERMANY)).isEqualTo(english).isNotBlank();
            assertThat(rule.message(Locale.FRENCH)).isNotEqualTo(english).isNotBlank();
            assertThat(rule.message(Locale.CANADA_FRENCH)).isNotEqualTo(english).doesNotContain("e-mail");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("can stand in a set: equal ones once, others apart")
    void hashes() {
        EmailAddress one = EmailAddress.of("a@b.example");
        assertThat(one).hasSameHashCodeAs(EmailAddress.of("a@b.example"));
        assertThat(one.hashCode())
                .isNotEqualTo(EmailAddress.of("b@b.example").hashCode())
                .isNotEqualTo(EmailAddress.of("a@c.example").hashCode());
    }

    @Test
    @DisplayName("comes from allowed domains, which a message names")
    void senderDomains() {
        assertThat(SenderDomains.only("b.example", "A.example")).hasToString("a.example, b.example");
        assertThat(SenderDomains.any()).hasToString("*");
    }
}
