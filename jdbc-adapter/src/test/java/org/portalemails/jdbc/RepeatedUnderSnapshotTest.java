package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.email.PlannedMail;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;

@DisplayName("An event that was announced and committed after the snapshot of the host's transaction")
class RepeatedUnderSnapshotTest {
    private static final int REPEATABLE_READ = Connection.TRANSACTION_REPEATABLE_READ;

    private static Outbox outbox(DatabaseUnderTest database, Connection connection) {
        return database.portal()
                .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}))
                .build()
                .outbox();
    }

    private static Connection withSnapshot(DatabaseUnderTest database, int isolation) throws SQLException {
        database.clear();
        Connection connection = database.pool.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(isolation);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(
                    "SELECT COUNT(*) FROM " + TableNames.standard().of(TableNames.Table.OUTBOX));
        }
        return connection;
    }

    private static PlannedMail.Send announcedElsewhere(DatabaseUnderTest database) {
        PlannedMail.Send first = SampleMails.plain();
        database.portal().build().outbox().append(List.of(first));
        return first;
    }

    private static PlannedMail.Send again(PlannedMail.Send first) {
        return SampleMails.plain(first.eventId(), SampleEvents.GROUP, "x@customer.example");
    }

    @ParameterizedTest
    @CsvSource({"H2, 4", "H2, 8", "MARIADB, 4", "MYSQL, 4", "POSTGRESQL, 2", "H2, 2", "MARIADB, 2", "MYSQL, 2"})
    @DisplayName("is answered as already announced, alone and among new ones, and the transaction goes on")
    void answered(Dialect dialect, int isolation) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        try (Connection connection = withSnapshot(database, isolation)) {
            PlannedMail.Send first = announcedElsewhere(database);
            PlannedMail.Send other = SampleMails.plain();
            Outbox outbox = outbox(database, connection);

            assertThat(outbox.append(List.of(again(first)))).containsExactly(new AppendResult(first.id(), false));
            assertThat(outbox.append(List.of(other, again(first))))
                    .containsExactly(new AppendResult(other.id(), true), new AppendResult(first.id(), false));
            connection.commit();
            assertThat(database.portal().build().administration().find(OutboxQuery.all()))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, 4", "POSTGRESQL, 8"})
    @DisplayName("costs the transaction on PostgreSQL, as every such write does there; run again it is answered")
    void runAgain(Dialect dialect, int isolation) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        try (Connection connection = withSnapshot(database, isolation)) {
            PlannedMail.Send first = announcedElsewhere(database);
            Outbox outbox = outbox(database, connection);

            assertThatThrownBy(() -> outbox.append(List.of(again(first))))
                    .isInstanceOfSatisfying(TransientStorageException.class, e -> assertThat(e.sqlState())
                            .isEqualTo("40001"))
                    .hasMessageContaining("run the whole transaction again");
            connection.rollback();
            assertThat(outbox.append(List.of(again(first)))).containsExactly(new AppendResult(first.id(), false));
        }
    }

    @Test
    @DisplayName("is answered on MariaDB also where the server is strict about snapshots (default since 11.6)")
    void strictMariaDb() throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(Dialect.MARIADB);
        try (Connection connection = withSnapshot(database, REPEATABLE_READ);
                Statement statement = connection.createStatement()) {
            connection.rollback();
            statement.execute("SET SESSION innodb_snapshot_isolation = ON");
            statement.executeQuery("SELECT COUNT(*) FROM portal_email_outbox");
            PlannedMail.Send first = announcedElsewhere(database);
            Outbox outbox = outbox(database, connection);

            assertThat(outbox.append(List.of(again(first)))).containsExactly(new AppendResult(first.id(), false));
            connection.commit();
            statement.execute("SET SESSION innodb_snapshot_isolation = OFF");
        }
    }
}
