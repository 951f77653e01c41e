package com.example.jta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmailsException;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;

@DisplayName("A host with CDI and @Transactional")
class CdiHostTest {
    private final RecordingTransport transport = new RecordingTransport();
    private SeContainer container;
    private OutboxDispatcher dispatcher;

    @BeforeAll
    static void keepTheLogOfTransactionsInTarget() {
        System.setProperty("ObjectStoreEnvironmentBean.objectStoreDir", "target/transactions");
    }

    @BeforeEach
    void start() throws Exception {
        container = SeContainerInitializer.newInstance().initialize();
        try (Connection connection = bean(DataSource.class).getConnection()) {
            connection.createStatement().execute("create table representative (id varchar(100) primary key)");
        }
        PortalDatabase database = bean(PortalDatabase.class);
        dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(bean(PayloadSealer.class))
                .build();
        TransactionManager manager = bean(TransactionManager.class);
        manager.begin();
        database.settingsStore().save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "test");
        manager.commit();
    }

    @AfterEach
    void stop() {
        container.close();
    }

    private <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    @Test
    @DisplayName("sends what a transactional bean announced, once the container has committed")
    void commitSends() throws SQLException {
        assertThat(bean(CustomerDesk.class)
                        .add(SampleEvents.representativeAdded("added-1"))
                        .queued())
                .hasSize(1);
        dispatcher.runUntilIdle();
        assertThat(transport.accepted()).hasSize(1);
        assertThat(records()).isEqualTo(1);
    }

    @Test
    @DisplayName("sends nothing before that")
    void nothingBeforeTheCommit() throws Exception {
        TransactionManager manager = bean(TransactionManager.class);
        manager.begin();
        bean(CustomerDesk.class).add(SampleEvents.representativeAdded("added-2"));
        dispatcher.runUntilIdle();
        assertThat(transport.attempts())
                .as("the bean joined the transaction around it")
                .isEmpty();
        manager.commit();
        dispatcher.runUntilIdle();
        assertThat(transport.accepted()).hasSize(1);
    }

    @Test
    @DisplayName("sends nothing of what the container rolled back")
    void rollbackDoesNotSend() throws SQLException {
        assertThatThrownBy(() -> bean(CustomerDesk.class).addAndFail(SampleEvents.representativeAdded("added-3")))
                .hasMessage("the credit check failed");
        dispatcher.runUntilIdle();
        assertThat(transport.attempts()).isEmpty();
        assertThat(records()).isZero();
    }

    @Test
    @DisplayName("is told when it announces outside a transaction")
    void outsideOfATransaction() {
        assertThatThrownBy(() -> bean(Notifier.class).announce(SampleEvents.representativeAdded("added-4")))
                .isInstanceOf(PortalEmailsException.class)
                .hasRootCauseInstanceOf(SQLException.class);
    }

    private long records() throws SQLException {
        try (Connection connection = bean(DataSource.class).getConnection();
                ResultSet row = connection.createStatement().executeQuery("select count(*) from representative")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the host has anyway. */
    @ApplicationScoped
    static class HostBeans {
        private final JdbcDataSource dataSource = new JdbcDataSource();

        HostBeans() {
            dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        }

        @Produces
        @Singleton
        XADataSource transactional() {
            return dataSource;
        }

        @Produces
        @Singleton
        DataSource workers() {
            return dataSource;
        }

        @Produces
        @Singleton
        PayloadSealer sealer() {
            return AesGcmSealer.of("2026", new byte[32]);
        }

        @Produces
        @Singleton
        CustomerGroupDirectory groups() {
            return id -> Optional.of(SampleSettings.group());
        }

        @Produces
        @Singleton
        PortalProfile profile() {
            return SampleSettings.profile();
        }
    }
}
