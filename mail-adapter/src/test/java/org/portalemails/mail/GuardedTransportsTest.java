package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.address.EmailAddress;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.HeldBack;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.GuardedMailTransport;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;

@DisplayName("Transports of this module, and the guard in their way")
class GuardedTransportsTest {
    @TempDir
    Path directory;

    private static final EmailAddress TESTERS = EmailAddress.of("testers@erp.example");

    private SmtpTransport smtp(ScriptedSmtpServer server, RecipientGuard guard) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.PLAIN)
                .guard(guard)
                .build();
    }

    @Test
    @DisplayName("Allow-list: who is not on it gets nothing, from no transport")
    void allowList() throws IOException {
        RecipientGuard guard = RecipientGuard.allowOnly(List.of(TESTERS), List.of("internal.example"));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting());
                SmtpTransport smtp = smtp(server, guard)) {
            for (MailTransport transport :
                    List.of(smtp, new EmlDirectoryTransport(directory, guard), new LogTransport(guard))) {
                DeliveryOutcome held = transport.deliver(TestMails.mail());
                assertThat(held).isInstanceOf(HeldBack.class);
                assertThat(held.toString()).doesNotContain("jane");
            }
            assertThat(server.connections()).isZero();
            assertThat(files()).isEmpty();

            assertThat(smtp.deliver(TestMails.mail("m-1", TESTERS))).isInstanceOf(Accepted.class);
            assertThat(smtp.deliver(TestMails.mail("m-2", EmailAddress.of("x@internal.example"))))
                    .isInstanceOf(Accepted.class);
            assertThat(smtp.deliver(TestMails.mail("m-3", EmailAddress.of("x@sub.internal.example"))))
                    .isInstanceOf(HeldBack.class);
        }
    }

    @Test
    @DisplayName(
            "Redirect-all: one mailbox gets everything, and sees who it was for; the first recipient is not in the envelope")
    void redirectAll() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(SmtpScript.accepting());
                SmtpTransport smtp = smtp(server, RecipientGuard.redirectAllTo(TESTERS))) {
            assertThat(smtp.deliver(TestMails.mail())).isInstanceOf(Accepted.class);

            ReceivedMail mail = server.mails().get(0);
            assertThat(mail.recipientCommands()).containsExactly("RCPT TO:<testers@erp.example>");
            assertThat(mail.text()).contains("To: \"for jane.doe@customer.example\" <testers@erp.example>\r\n");
        }
    }

    @Test
    @DisplayName("No transport of this module can be called around its guard")
    void noWayAround() throws Exception {
        assertThat(Modifier.isFinal(GuardedMailTransport.class
                        .getMethod("deliver", org.portalemails.email.OutgoingMail.class)
                        .getModifiers()))
                .isTrue();
        for (Class<?> transport : List.of(SmtpTransport.class, EmlDirectoryTransport.class, LogTransport.class)) {
            assertThat(GuardedMailTransport.class).isAssignableFrom(transport);
            assertThat(Modifier.isFinal(transport.getModifiers())).isTrue();
            assertThat(Stream.of(transport.getMethods())
                            .filter(method -> List.of(method.getParameterTypes())
                                    .contains(org.portalemails.email.OutgoingMail.class))
                            .map(java.lang.reflect.Method::getName)
                            .distinct())
                    .containsExactly("deliver");
        }
    }

    @Test
    @DisplayName("Files: complete, named by the mail's id, replaced by a repetition, nothing else left")
    void files0() throws IOException {
        Path target = directory.resolve("deep/er");
        EmlDirectoryTransport transport = new EmlDirectoryTransport(target);
        assertThat(transport.deliver(TestMails.mail("m-1"))).isInstanceOf(Accepted.class);
        assertThat(transport.deliver(TestMails.mail("m-1"))).isInstanceOf(Accepted.class);
        assertThat(transport.deliver(TestMails.mail("m-2"))).isInstanceOf(Accepted.class);

        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("m-1.eml", "m-2.eml");
        }
        assertThat(Files.readString(target.resolve("m-1.eml")))
                .startsWith("Date: ")
                .endsWith("your access is ready.\r\n");
    }

    @Test
    @DisplayName("Files: a directory that cannot be written to is a matter for later")
    void notADirectory() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(new EmlDirectoryTransport(file).deliver(TestMails.mail())).isInstanceOf(TryLater.class);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
