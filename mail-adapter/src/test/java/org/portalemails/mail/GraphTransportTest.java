package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.mime.MimeWriter;
import org.portalemails.testkit.MailTransportContract;
import org.portalemails.testkit.TransportSituation;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.DeliveryOutcome.Unknown;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;

@DisplayName("The transport by Microsoft Graph")
class GraphTransportTest {
    private final List<GraphServer> servers = new ArrayList<>();

    private GraphServer server(GraphServer.Behaviour behaviour) {
        try {
            GraphServer server = new GraphServer(behaviour);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private GraphServer taking() {
        return server((exchange, message, number) -> GraphServer.status(exchange, 202, ""));
    }

    @AfterEach
    void stop() {
        servers.forEach(GraphServer::close);
    }

    @Nested
    @DisplayName("keeps the promises of every transport:")
    class Contract extends MailTransportContract {
        private GraphServer server = taking();

        @Override
        protected MailTransport transport() {
            return server.transport().build();
        }

        @Override
        protected Optional<MailTransport> guardedTransport(RecipientGuard guard) {
            return Optional.of(server.transport().guard(guard).build());
        }

        @Override
        protected Optional<Collection<String>> arrived() {
            return Optional.of(
                    server.messages().stream().map(Contract::messageId).toList());
        }

        private static String messageId(String message) {
            int from = message.indexOf("Message-ID: <") + "Message-ID: <".length();
            return message.substring(from, message.indexOf('>', from));
        }

        private GraphServer first(int status, String code) {
            return GraphTransportTest.this.server((exchange, message, number) -> {
                if (number == 1) {
                    GraphServer.status(exchange, status, GraphServer.error(code));
                } else {
                    GraphServer.status(exchange, 202, "");
                }
            });
        }

        private GraphServer all(int status, String code) {
            return GraphTransportTest.this.server(
                    (exchange, message, number) -> GraphServer.status(exchange, status, GraphServer.error(code)));
        }

        @Override
        protected Optional<MailTransport> transportWhen(TransportSituation situation) {
            switch (situation) {
                case MAIL_REFUSED:
                    server = first(400, "ErrorMessageSubmissionBlocked");
                    break;
                case BUSY:
                    server = first(429, "ApplicationThrottled");
                    break;
                case LOST_AFTER_TAKING:
                    server = GraphTransportTest.this.server((exchange, message, number) -> {
                        if (number == 1) {
                            exchange.close();
                        } else {
                            GraphServer.status(exchange, 202, "");
                        }
                    });
                    break;
                case SENDER_REFUSED:
                    server = all(403, "ErrorSendAsDenied");
                    break;
                case NOT_LET_IN:
                    server = all(401, "InvalidAuthenticationToken");
                    break;
                case SILENT:
                    server = GraphTransportTest.this.server((exchange, message, number) ->
                            servers.get(servers.size() - 1).silence());
                    return Optional.of(
                            server.transport().timeout(Duration.ofMillis(500)).build());
                case SMALL_MAILS_ONLY:
                    server = GraphTransportTest.this.server((exchange, message, number) ->
                            GraphServer.status(exchange, message.length > 10_000 ? 413 : 202, ""));
                    break;
                case UNREACHABLE:
                    return Optional.of(GraphTransport.builder(refused -> "token")
                            .endpoint(URI.create("http://127.0.0.1:" + closedPort()))
                            .allowPrivateAddresses()
                            .build());
                default:
                    // Graph takes mails for mailboxes that do not exist, and addresses of every script.
                    return Optional.empty();
            }
            return Optional.of(server.transport().build());
        }
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName(
            "hands over the very message that SMTP would carry, from the mailbox of its sender, with a token of the application")
    void message() {
        GraphServer server = taking();
        DeliveryOutcome outcome = server.transport().build().deliver(TestMails.mail());
        assertThat(outcome.code()).isEqualTo("accepted");
        assertThat(outcome.reply().text()).contains("0f3d");
        assertThat(server.messages())
                .containsExactly(new String(
                        new MimeWriter(false, List.of()).write(TestMails.mail()), StandardCharsets.ISO_8859_1));
        assertThat(server.paths())
                .containsExactly(
                        "token " + server.paths().get(0).substring("token ".length()),
                        "POST /v1.0/users/portal%40erp.example/sendMail");
        assertThat(server.paths().get(0)).contains("grant_type=client_credentials", "client_id=app");
        assertThat(server.shown()).containsExactly("Bearer token-1");
        server.transport()
                .mailbox(EmailAddress.of("shared+x@erp.example"))
                .build()
                .deliver(TestMails.mail());
        assertThat(server.paths()).contains("POST /v1.0/users/shared%2Bx%40erp.example/sendMail");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource({
        "200, '', accepted, ''",
        "202, '', accepted, ''",
        "301, '', misconfigured, SERVER",
        "400, ErrorInvalidRecipients, rejected, ''",
        "400, ErrorMessageSizeExceeded, unsendable, ''",
        "400, ErrorMimeContentInvalid, unsendable, ''",
        "403, ErrorAccessDenied, misconfigured, SENDER",
        "403, Authorization_RequestDenied, misconfigured, SERVER",
        "404, ErrorInvalidUser, misconfigured, SENDER",
        "405, '', misconfigured, SERVER",
        "408, '', try-later, ''",
        "413, '', unsendable, ''",
        "429, TooManyRequests, try-later, ''",
        "500, generalException, try-later, ''",
        "502, '', unknown, ''",
        "503, serviceNotAvailable, try-later, ''",
        "504, '', unknown, ''",
        "509, '', try-later, ''"
    })
    @DisplayName("says what each answer means, without the addresses in it")
    void outcomes(int status, String code, String wanted, String scope) {
        GraphServer server = server((exchange, message, number) ->
                GraphServer.status(exchange, status, code.isEmpty() ? "" : GraphServer.error(code)));
        DeliveryOutcome outcome = server.transport().build().deliver(TestMails.mail());
        assertThat(outcome.code()).isEqualTo(wanted);
        assertThat(outcome.reply().text())
                .doesNotContain("@", "token", "s3cret")
                .contains(code);
        if (outcome instanceof Misconfigured misconfigured) {
            assertThat(misconfigured.scope()).hasToString(scope);
        }
    }

    @Test
    @DisplayName("leaves a server alone for as long as it asks")
    void retryAfter() {
        GraphServer server = server((exchange, message, number) -> {
            exchange.getResponseHeaders().set("Retry-After", number == 1 ? "17" : "Fri, 31 Dec 1999 23:59:59 GMT");
            GraphServer.status(exchange, 429, GraphServer.error("TooManyRequests"));
        });
        MailTransport transport = server.transport().build();
        assertThat(((TryLater) transport.deliver(TestMails.mail())).pause()).isEqualTo(Duration.ofSeconds(17));
        assertThat(((TryLater) transport.deliver(TestMails.mail())).pause()).isZero();
    }

    @Test
    @DisplayName("fetches a new token when one is refused, once, and sends with it")
    void newToken() {
        GraphServer server = server((exchange, message, number) ->
                GraphServer.status(exchange, number == 2 ? 401 : 202, number == 2 ? GraphServer.error("x") : ""));
        MailTransport transport = server.transport().build();
        for (int i = 0; i < 3; i++) {
            assertThat(transport.deliver(TestMails.mail()).code()).isEqualTo("accepted");
        }
        assertThat(server.shown())
                .as("one token serves until it is refused")
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2");
    }

    @Test
    @DisplayName("is not let in without a token, and says so without secrets")
    void noToken() {
        GraphServer server = taking();
        server.tokens(401, "{\"error\":\"invalid_client\",\"error_description\":\"s3cret&= is wrong\"}");
        MailTransport transport = server.transport().build();
        assertThat(transport.deliver(TestMails.mail()))
                .isInstanceOfSatisfying(Misconfigured.class, outcome -> assertThat(outcome.scope())
                        .isEqualTo(Misconfigured.Scope.SERVER));
        assertThatThrownBy(() -> server.supplier().accessToken(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no access token: HTTP 401 invalid_client");
        assertThat(server.supplier()).hasToString("ClientCredentialTokens[127.0.0.1]");
        assertThat(transport.probe(null).steps()).last().satisfies(step -> assertThat(step.passed())
                .isFalse());
        server.tokens(200, "{\"access_token\":\"bad\\u0022token\"}");
        assertThat(transport.deliver(TestMails.mail()).code()).isEqualTo("misconfigured");
    }

    @Test
    @DisplayName("fetches one token for many threads")
    void oneFetch() throws Exception {
        GraphServer server = taking();
        AccessTokenSupplier tokens = server.supplier();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(threads.submit(() -> tokens.accessToken(false)));
            }
            for (Future<String> one : asked) {
                assertThat(one.get()).isEqualTo("token-1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.paths()).hasSize(1);
    }

    @Test
    @DisplayName("asks again shortly before a token ends")
    void shortLived() {
        GraphServer server = taking();
        server.tokens(200, "{\"expires_in\":\"59\",\"access_token\":\"token-%d\"}");
        AccessTokenSupplier tokens = server.supplier();
        assertThat(tokens.accessToken(false)).isEqualTo("token-1");
        assertThat(tokens.accessToken(false)).isEqualTo("token-2");
    }

    @Test
    @Timeout(60)
    @DisplayName("is not kept waiting by an answer that drips, and needs none of it where the mail is taken")
    void dripping() {
        for (int status : List.of(202, 500)) {
            GraphServer server = server((exchange, message, number) -> drip(exchange, status));
            DeliveryOutcome outcome = server.transport().build().deliver(TestMails.mail());
            if (status == 202) {
                assertThat(outcome.code()).isEqualTo("accepted");
            } else {
                assertThat(outcome).isInstanceOf(Unknown.class);
            }
        }
    }

    private void drip(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < 1_000; i++) {
            out.write('x');
            out.flush();
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Test
    @DisplayName("reads no more of an answer than is of use")
    void flood() {
        GraphServer server = server((exchange, message, number) -> {
            exchange.sendResponseHeaders(500, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] block = new byte[65_536];
                for (int i = 0; i < 2_000; i++) {
                    out.write(block);
                }
            } catch (IOException e) {
                // The other side has heard enough.
            }
        });
        assertThat(server.transport().build().deliver(TestMails.mail()).code()).isEqualTo("try-later");
    }

    @Test
    @DisplayName(
            "does not reach into the host's own network unless it may, follows nobody elsewhere, and sends no token in clear")
    void privateAddresses() {
        for (String host : List.of(
                "127.0.0.1",
                "localhost",
                "10.1.2.3",
                "192.168.0.7",
                "172.16.9.9",
                "169.254.169.254",
                "100.64.0.1",
                "[::1]",
                "[fd00::1]",
                "[fe80::1]")) {
            MailTransport transport = GraphTransport.builder(refused -> "token")
                    .endpoint(URI.create("https://" + host + "/v1.0"))
                    .build();
            assertThat(transport.deliver(TestMails.mail()).reply().text())
                    .as(host)
                    .isEqualTo("the server has a private address");
            assertThat(transport.probe(null).passed()).as(host).isFalse();
        }
        for (String wrong : List.of(
                "http://graph.example/v1.0", "ftp://graph.example", "https:///v1.0", "https://user@graph.example")) {
            assertThatThrownBy(() -> GraphTransport.builder(refused -> "token")
                            .endpoint(URI.create(wrong))
                            .build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("endpoint: an https address");
        }
        GraphServer elsewhere = taking();
        GraphServer server = server((exchange, message, number) -> {
            exchange.getResponseHeaders()
                    .set("Location", elsewhere.address("/v1.0/x").toString());
            GraphServer.status(exchange, 307, "");
        });
        assertThat(server.transport().build().deliver(TestMails.mail()).code()).isEqualTo("misconfigured");
        assertThat(elsewhere.paths()).isEmpty();
    }

    @Test
    @DisplayName("is tried without sending a mail")
    void probe() {
        GraphServer server = taking();
        assertThat(server.transport().build().probe(null).passed()).isTrue();
        assertThat(server.messages()).isEmpty();
    }

    @Test
    @DisplayName("takes nothing when it is closed")
    void closed() {
        GraphServer server = taking();
        MailTransport transport = server.transport().build();
        transport.close();
        assertThat(transport.deliver(TestMails.mail()).code()).isEqualTo("try-later");
        assertThat(server.paths()).isEmpty();
    }
}
