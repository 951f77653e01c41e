package com.example.jta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.announce.Announcement;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("A host with a transaction manager")
class JakartaTransactionsHostTest {
    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final JdbcDataSource dataSource = new JdbcDataSource();
    private final RecordingTransport transport = new RecordingTransport();
    private EnlistedConnections connections;
    private PortalEmails portalEmails;
    private OutboxDispatcher dispatcher;

    @BeforeAll
    static void keepTheLogOfTransactionsInTarget() {
        System.setProperty("ObjectStoreEnvironmentBean.objectStoreDir", "target/transactions");
    }

    @BeforeEach
    void start() throws Exception {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = dataSource.getConnection()) {
            connection.createStatement().execute("create table representative (id varchar(100) primary key)");
        }
        connections = new EnlistedConnections(manager, dataSource);
        AesGcmSealer sealer = AesGcmSealer.of("2026", new byte[32]);
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(connections.forPortalEmails())
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
        manager.begin();
        database.settingsStore().save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "test");
        manager.commit();
    }

    private Announcement addRepresentative(String eventId) throws SQLException {
        connections
                .current()
                .createStatement()
                .executeUpdate("insert into representative (id) values ('" + eventId + "')");
        return portalEmails.notifier().announce(SampleEvents.representativeAdded(eventId));
    }

    @Test
    @DisplayName("sends what the transaction manager committed, and nothing before")
    void commitSends() throws Exception {
        manager.begin();
        addRepresentative("added-1");
        dispatcher.runUntilIdle();
        assertThat(transport.attempts()).isEmpty();
        manager.commit();
        dispatcher.runUntilIdle();
        assertThat(transport.accepted()).hasSize(1);
        assertThat(records()).isEqualTo(1);
    }

    @Test
    @DisplayName("sends nothing of what the transaction manager rolled back")
    void rollbackDoesNotSend() throws Exception {
        manager.begin();
        assertThat(addRepresentative("added-2").queued()).hasSize(1);
        manager.rollback();
        dispatcher.runUntilIdle();
        assertThat(transport.attempts()).isEmpty();
        assertThat(records()).isZero();
    }

    @Test
    @DisplayName("sends nothing when another participant marked the transaction for rollback only")
    void rollbackOnly() throws Exception {
        manager.begin();
        addRepresentative("added-3");
        manager.setRollbackOnly();
        assertThatThrownBy(manager::commit).isInstanceOf(RollbackException.class);
        dispatcher.runUntilIdle();
        assertThat(transport.attempts()).isEmpty();
        assertThat(records()).isZero();
    }

    private long records() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                ResultSet row = connection.createStatement().executeQuery("select count(*) from representative")) {
            row.next();
            return row.getLong(1);
        }
    }
}
