package org.portalemails.mail;

import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.testkit.MailTransportContract;
import org.portalemails.testkit.ReceivedMail;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpAct;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.testkit.SmtpStage;
import org.portalemails.testkit.TransportSituation;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;

/** The SMTP transport sits the contract test three times: step by step, with PIPELINING, and logged in over TLS. */
@DisplayName("The SMTP transport")
class SmtpTransportContractTest {
    @TempDir
    static Path directory;

    private static KeyStore keys;

    @BeforeAll
    static void makeKeys() {
        keys = TestKeys.selfSigned(directory, "server", "ip:127.0.0.1");
    }

    @Nested
    @DisplayName("step by step")
    class StepByStep extends Exam {
        @Override
        SmtpScript server() {
            return SmtpScript.accepting().extension("SMTPUTF8").extension("8BITMIME");
        }

        @Override
        SmtpScript asciiServer() {
            return SmtpScript.accepting();
        }
    }

    @Nested
    @DisplayName("with PIPELINING, SIZE and DSN")
    class Pipelined extends Exam {
        @Override
        SmtpScript server() {
            return SmtpScript.accepting()
                    .extension("PIPELINING")
                    .extension("SIZE 10000000")
                    .extension("DSN");
        }
    }

    @Nested
    @DisplayName("logged in over TLS")
    class LoggedIn extends Exam {
        @Override
        SmtpScript server() {
            return SmtpScript.accepting()
                    .extension("PIPELINING")
                    .extension("AUTH PLAIN LOGIN")
                    .startTls(TestKeys.serverContext(keys));
        }

        @Override
        SmtpTransportBuilder to(int port) {
            return SmtpTransport.builder("127.0.0.1", port)
                    .sslContext(TestKeys.clientContext(keys))
                    .credentials(SmtpCredentials.password("portal", "secret"));
        }
    }

    abstract static class Exam extends MailTransportContract {
        private final List<ScriptedSmtpServer> servers = new ArrayList<>();

        abstract SmtpScript server();

        /** Without SMTPUTF8. */
        SmtpScript asciiServer() {
            return server();
        }

        SmtpTransportBuilder to(int port) {
            return SmtpTransport.builder("127.0.0.1", port).tls(TlsMode.PLAIN);
        }

        @AfterEach
        void stopServers() {
            servers.forEach(ScriptedSmtpServer::close);
        }

        private ScriptedSmtpServer start(IntFunction<SmtpScript> scripts) {
            ScriptedSmtpServer server = ScriptedSmtpServer.start(scripts);
            servers.add(server);
            return server;
        }

        @Override
        protected MailTransport transport() {
            return to(start(connection -> server()).port()).build();
        }

        @Override
        protected Optional<MailTransport> guardedTransport(RecipientGuard guard) {
            return Optional.of(
                    to(start(connection -> server()).port()).guard(guard).build());
        }

        @Override
        protected Optional<Collection<String>> arrived() {
            return Optional.of(servers.stream()
                    .flatMap(server -> server.mails().stream())
                    .map(Exam::messageId)
                    .toList());
        }

        private static String messageId(ReceivedMail mail) {
            String text = mail.text();
            int from = text.indexOf("Message-ID: <") + "Message-ID: <".length();
            return text.substring(from, text.indexOf('>', from));
        }

        @Override
        protected Optional<MailTransport> transportWhen(TransportSituation situation) {
            SmtpScript usual = server();
            return Optional.of(
                    switch (situation) {
                        case NO_SUCH_MAILBOX ->
                            once(
                                    SmtpStage.RCPT,
                                    "550 5.1.1 <zq7xkv.name@erables.example>: zq7xkv.name is not known here");
                        case MAIL_REFUSED -> once(SmtpStage.DATA, "554 5.7.1 not wanted here");
                        case BUSY -> once(SmtpStage.RCPT, "450 4.2.0 zq7xkv.name@erables.example is greylisted");
                        case LOST_AFTER_TAKING ->
                            to(start(connection -> connection == 0
                                                    ? usual.at(SmtpStage.FINAL_DOT, SmtpAct.drop())
                                                    : usual)
                                            .port())
                                    .build();
                        case SENDER_REFUSED -> always(SmtpStage.MAIL, "553 5.7.1 <portail@boreal.example>: not yours");
                        case NOT_LET_IN -> always(SmtpStage.GREETING, "554 5.7.1 you are not welcome");
                        case UNREACHABLE -> {
                            ScriptedSmtpServer gone = start(connection -> usual);
                            gone.close();
                            yield to(gone.port()).build();
                        }
                        case SILENT ->
                            to(start(connection -> usual.at(SmtpStage.MAIL, SmtpAct.stall()))
                                            .port())
                                    .readTimeout(Duration.ofSeconds(1))
                                    .build();
                        case ASCII_ADDRESSES_ONLY ->
                            to(start(connection -> asciiServer()).port()).build();
                        case SMALL_MAILS_ONLY ->
                            to(start(connection -> server().extension("SIZE 10000"))
                                            .port())
                                    .build();
                    });
        }

        private MailTransport once(SmtpStage stage, String reply) {
            return to(start(connection -> server().at(stage, 0, SmtpAct.reply(reply)))
                            .port())
                    .build();
        }

        private MailTransport always(SmtpStage stage, String reply) {
            return to(start(connection -> server().at(stage, SmtpAct.reply(reply)))
                            .port())
                    .build();
        }
    }
}
