package org.portalemails.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The text of a mail")
class MailTextTest {
    @Test
    @DisplayName("has one kind of line ends, whichever browser it came from")
    void lineEnds() {
        for (String content : new String[] {"\r\na\r\nb\r\n", "\ra\rb\r", "\na\nb\n"}) {
            assertThat(new MailText("s", content, ContentFormat.PLAIN).content())
                    .isEqualTo("\na\nb\n");
        }
    }

    @Test
    @DisplayName("shows nothing of its words in a log")
    void inLogs() {
        assertThat(new MailText("Objet", "Bonjour", ContentFormat.HTML))
                .hasToString("MailText[html, subject of 5, content of 7 characters]");
    }
}
