package com.example.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.jdbc.NoTransactionException;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("A host without a framework")
class PlainJdbcHostTest {
    private final JdbcDataSource dataSource = new JdbcDataSource();
    private final RecordingTransport transport = new RecordingTransport();
    private PortalEmails portalEmails;
    private OutboxDispatcher dispatcher;
    private CustomerDesk desk;

    @BeforeEach
    void start() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute("create table representative (id varchar(100) primary key)");
        Transactions transactions = new Transactions(dataSource);
        AesGcmSealer sealer = AesGcmSealer.of("2026", new byte[32]);
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(transactions.forPortalEmails())
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        portalEmails = PortalEmails.builder()
                .customerGroups(id -> Optional.of(SampleSettings.group()))
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .profile(SampleSettings.profile())
                .build();
        dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .build();
        transactions.run(connection -> database.settingsStore()
                .save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "test"));
        desk = new CustomerDesk(transactions, portalEmails.notifier());
    }

    @Test
    @DisplayName("sends what it committed")
    void commitSends() throws SQLException {
        desk.add(SampleEvents.representativeAdded("added-1"));
        dispatcher.runUntilIdle();
        assertThat(transport.accepted()).hasSize(1);
        assertThat(records()).isEqualTo(1);
    }

    @Test
    @DisplayName("sends nothing of what it rolled back")
    void rollbackDoesNotSend() throws SQLException {
        assertThatThrownBy(() -> desk.addAndFail(SampleEvents.representativeAdded("added-2")))
                .hasMessage("the credit check failed");
        dispatcher.runUntilIdle();
        assertThat(transport.attempts()).isEmpty();
        assertThat(records()).isZero();
    }

    @Test
    @DisplayName("is told when it announces outside a transaction")
    void outsideOfATransaction() {
        assertThatThrownBy(() -> portalEmails.notifier().announce(SampleEvents.representativeAdded("added-3")))
                .isInstanceOf(NoTransactionException.class);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private long records() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                ResultSet row = connection.createStatement().executeQuery("select count(*) from representative")) {
            row.next();
            return row.getLong(1);
        }
    }
}
