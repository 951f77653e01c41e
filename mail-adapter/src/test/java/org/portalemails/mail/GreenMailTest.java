package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.transport.DeliveryOutcome.Accepted;

@DisplayName("A server that is not ours reads our mails")
class GreenMailTest {
    private GreenMail server;

    @BeforeEach
    void start() {
        server = new GreenMail(
                new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @DisplayName("Text and HTML arrive as they were written, several on one connection")
    void happyPath() throws Exception {
        try (SmtpTransport transport = SmtpTransport.builder(
                        "127.0.0.1", server.getSmtp().getPort())
                .tls(TlsMode.PLAIN)
                .build()) {
            for (int i = 0; i < 5; i++) {
                assertThat(transport.deliver(TestMails.withTexts(
                                "Réinitialiser mot de passe", "Bonjour Zoé\n.\nFin\n", "<p>Bonjour Zoé</p>")))
                        .isInstanceOf(Accepted.class);
            }
        }
        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(5);
        MimeMultipart parts = (MimeMultipart) received[4].getContent();
        assertThat(received[4].getSubject()).isEqualTo("Réinitialiser mot de passe");
        assertThat(received[4].getContentType()).startsWith("multipart/alternative");
        assertThat(((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n"))
                .isEqualTo("Bonjour Zoé\n.\nFin\n");
        assertThat(((String) parts.getBodyPart(1).getContent()).strip()).isEqualTo("<p>Bonjour Zoé</p>");
    }
}
