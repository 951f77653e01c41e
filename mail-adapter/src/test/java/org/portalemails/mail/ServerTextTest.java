package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.reply.ServerText;

@DisplayName("What a server says is kept")
class ServerTextTest {
    private static final EmailAddress RECIPIENT = EmailAddress.of("anna.k7@customer.example");

    @Test
    @DisplayName("without the recipient's name in any case, also beside a letter whose lower case is longer")
    void lengthOfLowerCase() {
        assertThat(ServerText.withoutAddresses("550 Kullan\u0131c\u0131 yok: ANNA.K7 \u0130stanbul", RECIPIENT))
                .isEqualTo("550 Kullan\u0131c\u0131 yok: [address] \u0130stanbul");
        assertThat(ServerText.withoutCredentials("\u0130 535 no such user Relay7", "relay7", null))
                .isEqualTo("\u0130 535 no such user [address]");
    }

    @Test
    @DisplayName("up to 2000 characters, cut only when secrets and addresses are hidden")
    void cutLast() {
        String secret = "Aa1-short.pw";
        for (int before = 1980; before <= 2010; before++) {
            String said = "x ".repeat(before / 2) + (before % 2 == 0 ? "" : " ");
            assertThat(ServerText.withoutCredentials(said + secret + " tail", "relay", secret))
                    .hasSizeLessThanOrEqualTo(2000)
                    .doesNotContain("Aa1");
            assertThat(ServerText.withoutAddresses(said + "other.one@customer.example tail", null))
                    .hasSizeLessThanOrEqualTo(2000)
                    .doesNotContain("other");
            assertThat(ServerText.withoutAddresses(said + "anna.k7", RECIPIENT))
                    .hasSizeLessThanOrEqualTo(2000)
                    .doesNotContain("anna");
        }
    }
}
