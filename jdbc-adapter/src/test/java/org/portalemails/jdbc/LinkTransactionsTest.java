package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.PortalEmailsException;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.links.LinkPurpose;
import org.portalemails.links.LinkState;
import org.portalemails.links.LinkToken;
import org.portalemails.links.OneTimeLinks;

@DisplayName("Links in the host's transaction")
class LinkTransactionsTest {
    private static final LinkPurpose RESET = LinkPurpose.PASSWORD_RESET;
    private static final Instant LATER = Instant.parse("9999-01-01T00:00:00Z");

    private static OneTimeLinks on(DatabaseUnderTest database, Connection connection) {
        return database.portal()
                .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                .build()
                .links();
    }

    private static Connection transaction(DatabaseUnderTest database) throws SQLException {
        Connection connection = database.pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @OnEveryServer
    @DisplayName("are issued, redeemed and revoked with it, or not at all")
    void joined(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OneTimeLinks links = database.emptyLinks().links();
        LinkToken token = links.issue(RESET, "marie", LATER);
        try (Connection connection = transaction(database)) {
            OneTimeLinks inside = on(database, connection);

            assertThat(inside.redeem(RESET, token, "b").isValid()).isTrue();
            connection.rollback();
            assertThat(links.inspect(RESET, token).isValid()).as("not spent").isTrue();

            assertThat(inside.revoke(RESET, "marie")).isEqualTo(1);
            connection.rollback();
            assertThat(links.inspect(RESET, token).isValid()).as("not revoked").isTrue();

            LinkToken newer = inside.issue(RESET, "marie", LATER);
            connection.rollback();
            assertThat(links.inspect(RESET, token).isValid())
                    .as("not superseded")
                    .isTrue();
            assertThat(links.inspect(RESET, newer).state()).isEqualTo(LinkState.UNKNOWN);

            assertThat(inside.redeem(RESET, token, "b").isValid()).isTrue();
            connection.commit();
            assertThat(links.inspect(RESET, token).state()).isEqualTo(LinkState.USED);
        }
    }

    @OnEveryServer
    @DisplayName("are superseded by the one that was issued last, also by the same transaction")
    void sameTransaction(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OneTimeLinks links = database.emptyLinks().links();
        for (int round = 0; round < 10; round++) {
            try (Connection connection = transaction(database)) {
                OneTimeLinks inside = on(database, connection);
                LinkToken first = inside.issue(RESET, "marie", LATER);
                LinkToken second = inside.issue(RESET, "marie", LATER);
                connection.commit();
                assertThat(links.inspect(RESET, first).state()).isEqualTo(LinkState.SUPERSEDED);
                assertThat(links.inspect(RESET, second).state()).isEqualTo(LinkState.VALID);
            }
        }
    }

    @OnEveryServer
    @DisplayName("are refused where there is no transaction, except for looking at them")
    void autocommit(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        LinkToken token = database.emptyLinks().links().issue(RESET, "marie", LATER);
        try (Connection connection = database.pool.getConnection()) {
            OneTimeLinks outside = on(database, connection);
            assertThatThrownBy(() -> outside.redeem(RESET, token, "b")).isInstanceOf(NoTransactionException.class);
            assertThatThrownBy(() -> outside.issue(RESET, "marie", LATER)).isInstanceOf(NoTransactionException.class);
            assertThatThrownBy(() -> outside.revoke(RESET, "marie")).isInstanceOf(NoTransactionException.class);
            assertThat(outside.inspect(RESET, token).isValid()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"H2, 2", "H2, 4", "POSTGRESQL, 2", "POSTGRESQL, 4", "MARIADB, 2", "MARIADB, 4", "MYSQL, 2", "MYSQL, 4"})
    @DisplayName("that another one spent after its snapshot are not spent again: they are used, or it must be repeated")
    void snapshots(Dialect dialect, int isolation) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OneTimeLinks links = database.emptyLinks().links();
        LinkToken token = links.issue(RESET, "marie", LATER);
        try (Connection connection = transaction(database)) {
            connection.setTransactionIsolation(isolation);
            OneTimeLinks inside = on(database, connection);
            assertThat(inside.inspect(RESET, links.issue(RESET, "john", LATER)).isValid())
                    .isTrue();
            assertThat(links.redeem(RESET, token, "theirs").isValid()).isTrue();

            LinkState answer;
            try {
                answer = inside.redeem(RESET, token, "ours").state();
            } catch (PortalEmailsException e) {
                assertThat(e).isInstanceOf(TransientStorageException.class);
                connection.rollback();
                answer = inside.redeem(RESET, token, "ours").state();
            }
            connection.commit();
            assertThat(answer).isEqualTo(LinkState.USED);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @OnEveryServer
    @DisplayName("leave none of 1,000 tokens in a dump of all tables, nor in the log at its finest, nor in an error")
    void noSecrets(Dialect dialect) throws Exception {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OneTimeLinks links = database.emptyLinks().links();
        List<LinkToken> tokens = new ArrayList<>();
        PrintStream stderr = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        StringBuilder errors = new StringBuilder();
        try {
            for (int i = 0; i < 1_000; i++) {
                LinkToken token = links.issue(RESET, "account-" + i, LATER);
                tokens.add(token);
                links.inspect(RESET, token);
                if (i % 2 == 0) {
                    links.redeem(RESET, token, token.value());
                }
            }
            Connection closed = closed(database);
            for (LinkToken token : tokens) {
                assertThatThrownBy(() -> on(database, closed).redeem(RESET, token, token.value()))
                        .satisfies(e -> errors.append(e).append(e.getCause()));
                errors.append(token);
            }
        } finally {
            System.setErr(stderr);
        }
        String everything = dump(database) + log.toString(StandardCharsets.UTF_8) + errors;
        assertThat(everything).contains("account-999");
        assertThat(tokens).noneMatch(token -> everything.contains(token.value()));
    }

    private static Connection closed(DatabaseUnderTest database) throws SQLException {
        try (Connection connection = transaction(database)) {
            return connection;
        }
    }

    private static String dump(DatabaseUnderTest database) throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (Table table : Table.values()) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT * FROM " + TableNames.standard().of(table))) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            dump.append(row.getString(i)).append('\n');
                        }
                    }
                }
            }
        }
        return dump.toString();
    }
}
