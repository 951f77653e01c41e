package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.delivery.RetryPolicy;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.SampleMails;

@DisplayName("Secrets")
class SecretsTest {
    @OnEveryServer
    @DisplayName(
            "of 1,000 marked links none is in a dump of all tables, nor in the log at its finest; and after sending, no body is")
    void dump(Dialect dialect) throws Exception {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        PrintStream stderr = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            List<PlannedMail> mails = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                mails.add(SampleMails.withLink(SampleMails.given()));
            }
            adapter.outbox().append(mails);
            assertThat(marksInDump(database)).isZero();

            // Some fail in ways that repeat the mail, then all go out.
            InMemoryMailTransport transport = new InMemoryMailTransport().answering(mail -> {
                throw new IllegalStateException(mail.text());
            });
            OutboxDispatcher dispatcher = OutboxDispatcher.builder(adapter.queue(), transport)
                    .sealer(adapter.sealer())
                    .linkMinter(request -> Optional.empty())
                    .policy(DispatchPolicy.standard()
                            .inBatchesOf(100, 50)
                            .retrying(RetryPolicy.doubling(
                                    Duration.ofMillis(1), Duration.ofMillis(1), 50, Duration.ofDays(1))))
                    .build();
            dispatcher.runOnce();
            assertThat(marksInDump(database)).isZero();
            transport.accepting();
            int sent = 0;
            while (sent < 1_000) {
                sent += dispatcher.runOnce().sent();
            }
            assertThat(transport.delivered()).hasSize(1_000).allMatch(mail -> mail.text()
                    .contains(SampleMails.SECRET_MARK));
            assertThat(marksInDump(database)).isZero();
            assertThat(adapter.administration()
                            .find(org.portalemails.outbox.OutboxQuery.all().atMost(10_000)))
                    .noneMatch(org.portalemails.outbox.OutboxEntry::hasBody);
        } finally {
            System.setErr(stderr);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("the transport threw")
                .doesNotContain(SampleMails.SECRET_MARK)
                .doesNotContain("marie.tremblay@");
    }

    @ParameterizedTest
    @EnumSource(names = "H2")
    @DisplayName("are found by the same search when they are stored in clear text")
    void theSearchFinds(Dialect dialect) throws Exception {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        database.clear();
        database.portal()
                .sealer(PayloadSealer.acceptingThatLinksCanBeReadInTheDatabase())
                .build()
                .outbox()
                .append(List.of(SampleMails.withLink(SampleMails.given())));
        assertThat(marksInDump(database)).isEqualTo(1);
        database.clear();
    }

    private static int marksInDump(DatabaseUnderTest database) throws Exception {
        int marks = 0;
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (Table table : Table.values()) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT * FROM " + TableNames.standard().of(table))) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            Object value = row.getObject(i);
                            byte[] bytes = value instanceof byte[] || value instanceof java.sql.Blob
                                    ? row.getBytes(i)
                                    : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
                            String text = new String(bytes, StandardCharsets.ISO_8859_1);
                            marks += text.contains(SampleMails.SECRET_MARK) ? 1 : 0;
                        }
                    }
                }
            }
        }
        return marks;
    }
}
