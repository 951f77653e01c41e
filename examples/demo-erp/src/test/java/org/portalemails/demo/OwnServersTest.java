package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.demo.customers.Representatives;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxQuery;
import org.subethamail.smtp.server.SMTPServer;

@DisplayName("The demo on a PostgreSQL and with a mail server of yours, by configuration alone")
class OwnServersTest {
    private static final BlockingQueue<String> MAILS = new LinkedBlockingQueue<>();
    private static EmbeddedPostgres postgres;
    private static SMTPServer smtp;

    @BeforeAll
    static void startServers() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role demo login password 'a password'");
            statement.execute("create database portal_emails_demo owner demo");
        }
        smtp = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler((context, from, to, data) ->
                        MAILS.add(from + " → " + to + "\n" + new String(data, StandardCharsets.UTF_8)))
                .build();
        smtp.start();
    }

    @AfterAll
    static void stopServers() throws IOException {
        if (smtp != null) {
            smtp.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    /** The properties of the README, as a user writes them. */
    private static DemoServer demo() throws IOException {
        return new DemoServer(
                "--spring.profiles.active=postgresql",
                "--DEMO_DB_HOST=localhost",
                "--DEMO_DB_PORT=" + postgres.getPort(),
                "--DEMO_DB_NAME=portal_emails_demo",
                "--DEMO_DB_USER=demo",
                "--DEMO_DB_PASSWORD=a password",
                "--demo.smtp.host=localhost",
                "--demo.smtp.port=" + smtp.getPortAllocated(),
                "--demo.smtp.tls=plain",
                "--demo.mail-domain=example.com");
    }

    @Test
    @DisplayName(
            "a person asks for access, then for his user name; the mails arrive there, and everything is kept over a restart")
    void walk() throws Exception {
        try (DemoServer demo = demo()) {
            send(
                    demo,
                    "/portal",
                    Map.of(
                            "firstName", "Maude",
                            "lastName", "Fortin",
                            "email", "maude.fortin@beaumont.example",
                            "language", "fr-CA",
                            "company", "Aciérie Beaumont ltée"));
            assertThat(new String[] {nextMail(), nextMail()})
                    .anyMatch(mail -> mail.startsWith("portail@example.com → maude.fortin@beaumont.example"))
                    .anyMatch(mail -> mail.startsWith("portail@example.com → acces.portail@example.com"));

            send(demo, "/portal/user-name", Map.of("email", "EMILIE.LAVOIE@beaumont.example"));
            assertThat(nextMail()).contains("→ emilie.lavoie@beaumont.example").contains("emilie.lavoie.");
        }
        try (DemoServer again = demo()) {
            assertThat(again.bean(Representatives.class).count())
                    .as("three of the demo's and Maude")
                    .isEqualTo(4);
            assertThat(again.bean(OutboxAdministration.class)
                            .find(OutboxQuery.all().toRecipient(EmailAddress.of("maude.fortin@beaumont.example"))))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.state()).isEqualTo(EntryState.SENT));
        }
        assertThat(MAILS).as("nothing is sent twice").isEmpty();
    }

    private static String nextMail() throws InterruptedException {
        String mail = MAILS.poll(30, TimeUnit.SECONDS);
        assertThat(mail).as("a mail").isNotNull();
        return mail;
    }

    private static void send(DemoServer demo, String page, Map<String, String> fields)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = Visitor.of(demo).submit(page, fields);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("note good");
    }
}
