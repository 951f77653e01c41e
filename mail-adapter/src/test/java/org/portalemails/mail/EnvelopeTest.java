package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.transport.DeliveryOutcome.Accepted;

@DisplayName("The envelope")
class EnvelopeTest {
    private static final SmtpScript ALL = SmtpScript.accepting()
            .extension("PIPELINING")
            .extension("SIZE 100000")
            .extension("DSN");

    private static ReceivedMail sent(
            SmtpScript script, EnvelopeSender sender, DeliveryNotices notices, OutgoingMail mail) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(script)) {
            SmtpTransportBuilder builder = SmtpTransport.builder("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .envelopeSender(sender);
            if (notices != null) {
                builder.deliveryNotices(notices);
            }
            try (SmtpTransport transport = builder.build()) {
                assertThat(transport.deliver(mail)).isInstanceOf(Accepted.class);
                return server.mails().get(0);
            }
        }
    }

    private static String from(EnvelopeSender sender, String mailId) {
        String command = sent(SmtpScript.accepting(), sender, null, TestMails.mail(mailId))
                .mailCommand();
        return command.substring("MAIL FROM:".length());
    }

    @Test
    @DisplayName("leaves from the From address, a fixed one, one that names the mail, or nobody")
    void senders() {
        EmailAddress bounces = EmailAddress.of("bounces@erp.example");

        assertThat(from(EnvelopeSender.sameAsFrom(), "m-1")).isEqualTo("<portal@erp.example>");
        assertThat(from(EnvelopeSender.fixed(bounces), "m-1")).isEqualTo("<bounces@erp.example>");
        assertThat(from(EnvelopeSender.verp(bounces), "m-1")).isEqualTo("<bounces+m-1@erp.example>");
        assertThat(from(EnvelopeSender.verp(bounces), "m".repeat(64))).isEqualTo("<bounces@erp.example>");
        assertThat(from(EnvelopeSender.none(), "m-1")).isEqualTo("<>");
    }

    @Test
    @DisplayName("announces the size exactly, where the server knows SIZE")
    void size() {
        ReceivedMail mail = sent(ALL, EnvelopeSender.sameAsFrom(), null, TestMails.mail());

        assertThat(mail.mailCommand()).isEqualTo("MAIL FROM:<portal@erp.example> SIZE=" + mail.data().length);
    }

    @Test
    @DisplayName("asks for delivery notices where the server knows DSN, and only there")
    void notices() {
        DeliveryNotices all = new DeliveryNotices(
                Set.of(DeliveryNotices.Event.DELAY, DeliveryNotices.Event.FAILURE, DeliveryNotices.Event.SUCCESS),
                true);
        ReceivedMail wanted = sent(ALL, EnvelopeSender.sameAsFrom(), all, TestMails.mail());
        ReceivedMail never =
                sent(ALL, EnvelopeSender.sameAsFrom(), new DeliveryNotices(Set.of(), false), TestMails.mail());
        ReceivedMail unknown = sent(SmtpScript.accepting(), EnvelopeSender.sameAsFrom(), all, TestMails.mail());

        assertThat(wanted.mailCommand()).endsWith(" RET=FULL ENVID=m-1");
        assertThat(wanted.recipientCommands())
                .isEqualTo(List.of("RCPT TO:<jane.doe@customer.example> NOTIFY=SUCCESS,FAILURE,DELAY"));
        assertThat(never.recipientCommands()).isEqualTo(List.of("RCPT TO:<jane.doe@customer.example> NOTIFY=NEVER"));
        assertThat(never.mailCommand()).endsWith(" RET=HDRS ENVID=m-1");
        assertThat(unknown.mailCommand()).isEqualTo("MAIL FROM:<portal@erp.example>");
        assertThat(unknown.recipientCommands()).isEqualTo(List.of("RCPT TO:<jane.doe@customer.example>"));
    }

    @Test
    @DisplayName("is introduced by an address literal, or by the name that the host gives")
    void ehlo() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting());
                SmtpTransport silent = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .build();
                SmtpTransport named = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .ehloName("portal.erp.example")
                        .build()) {
            silent.deliver(TestMails.mail());
            named.deliver(TestMails.mail());

            assertThat(server.commands()).contains("EHLO [127.0.0.1]", "EHLO portal.erp.example");
        }
    }

    @Test
    @DisplayName("A server that knows only HELO is spoken to in its own language")
    void helo() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting()
                        .at(
                                org.portalemails.testkit.SmtpStage.EHLO,
                                0,
                                org.portalemails.testkit.SmtpAct.reply("502 what is EHLO")));
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(Accepted.class);
            assertThat(server.commands()).contains("HELO [127.0.0.1]");
        }
    }
}
