package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.email.OutgoingMail;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.TlsMode;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.DeliveryOutcome;

@DisplayName("A mail server that does what a test says")
class ScriptedServerTest {
    @Test
    @DisplayName("refuses once, and takes the mail the second time")
    void busyOnce() {
        OutgoingMail mail = SampleMails.plain().mail().reveal(Map.of());
        // snippet: scripted
        SmtpScript busyAtFirst = SmtpScript.accepting().at(SmtpStage.RCPT, 0, SmtpAct.reply("450 4.2.0 greylisted"));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(busyAtFirst);
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .build()) {
            assertThat(transport.deliver(mail)).isInstanceOf(DeliveryOutcome.TryLater.class);
            assertThat(transport.deliver(mail)).isInstanceOf(DeliveryOutcome.Accepted.class);
            assertThat(server.mails()).hasSize(1);
        }
        // end
    }
}
