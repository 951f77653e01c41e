package org.portalemails.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A mailbox with a name")
class MailboxTest {
    private static String name(String written) {
        return new Mailbox(written, EmailAddress.of("marie@erables.example")).displayName();
    }

    @Test
    @DisplayName("has no character that turns the direction of an address beside it")
    void direction() {
        for (int c = 0; c <= 0xffff; c++) {
            if (Character.getType(c) == Character.FORMAT
                    && Character.getName(c).matches(".*(?:RIGHT|LEFT|DIRECTIONAL|LETTER MARK).*")) {
                assertThat(name("Marie" + (char) c + "elpmaxe.live@")).isEqualTo("Marieelpmaxe.live@");
            }
        }
        assertThat(name("\u202e")).isNull();
    }

    @Test
    @DisplayName("keeps names of every script, and the joiners inside them")
    void scripts() {
        assertThat(name(" \u0639\u0644\u06cc\u200c\u0631\u0636\u0627 "))
                .isEqualTo("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627");
        assertThat(name("Zoé\r\nBcc: x")).isEqualTo("Zoé  Bcc: x");
    }
}
