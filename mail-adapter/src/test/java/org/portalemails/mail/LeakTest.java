package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.sender.SenderCheck;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.transport.RecipientGuard;

@DisplayName("Nothing is left behind")
class LeakTest {
    private static final int CONVERSATIONS = 10_000;

    @Test
    @DisplayName("10,000 faulty conversations leave no thread and no socket")
    void tenThousand() throws Exception {
        List<SmtpScript> scripts = List.of(
                SmtpScript.accepting().at(SmtpStage.GREETING, SmtpAct.drop()),
                SmtpScript.accepting().at(SmtpStage.EHLO, SmtpAct.reset()),
                SmtpScript.accepting().at(SmtpStage.MAIL, SmtpAct.replyAndClose("421 bye")),
                SmtpScript.accepting().at(SmtpStage.RCPT, SmtpAct.partAndClose("55")),
                SmtpScript.accepting().at(SmtpStage.RCPT, SmtpAct.reply("550 5.1.1 nobody")),
                SmtpScript.accepting().at(SmtpStage.DATA, SmtpAct.reply("250 wrong")),
                SmtpScript.accepting().at(SmtpStage.BODY, SmtpAct.reset()),
                SmtpScript.accepting().at(SmtpStage.FINAL_DOT, SmtpAct.drop()),
                SmtpScript.accepting().at(SmtpStage.FINAL_DOT, SmtpAct.reply("554 5.6.0 no")),
                SmtpScript.accepting().extension("PIPELINING").at(SmtpStage.DATA, SmtpAct.reset()));
        Set<String> threadsBefore = threads();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> scripts.get(number % scripts.size()))) {
            SmtpSettings settings = SmtpTransport.builder("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .maxConnections(4)
                    .mailsPerConnection(1)
                    .settings();
            ExecutorService senders = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 4; i++) {
                senders.execute(() -> {
                    while (server.connections() < CONVERSATIONS) {
                        try (SmtpTransport transport = new SmtpTransport(
                                settings,
                                RecipientGuard.off(),
                                SmtpTransport.builder("127.0.0.1", 1).writer(),
                                SenderCheck.NONE)) {
                            for (int mails = 0; mails < 100 && server.connections() < CONVERSATIONS; mails++) {
                                transport.deliver(TestMails.mail());
                            }
                        }
                    }
                });
            }
            senders.shutdown();
            assertThat(senders.awaitTermination(5, TimeUnit.MINUTES)).isTrue();

            Waiting.until(() -> server.openConnections() == 0);
        }
        Waiting.until(() -> threadsBefore.containsAll(threads()));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("portal-emails") || name.startsWith("scripted"))
                .collect(Collectors.toSet());
    }
}
