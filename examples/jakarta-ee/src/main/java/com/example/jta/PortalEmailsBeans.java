package com.example.jta;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.portalemails.PortalEmails;
import org.portalemails.announce.Notifier;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.jdbc.jta.JtaConnections;
import org.portalemails.outbox.PayloadSealer;

/** The lines that a host with CDI writes to embed Portal Emails. */
@ApplicationScoped
class PortalEmailsBeans {
    /** In a server, with its own data source and registry. */
    static ConnectionSource inAServer(DataSource dataSource, TransactionSynchronizationRegistry registry) {
        return JtaConnections.of(dataSource, registry);
    }

    @Produces
    @Singleton
    EnlistedConnections connections(TransactionManager manager, XADataSource dataSource) {
        return new EnlistedConnections(manager, dataSource);
    }

    @Produces
    @Singleton
    PortalDatabase database(DataSource workers, EnlistedConnections connections, PayloadSealer sealer) {
        PortalDatabase database = PortalDatabase.builder(workers)
                .hostConnection(connections.forPortalEmails())
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        return database;
    }

    @Produces
    @Singleton
    PortalEmails portalEmails(PortalDatabase database, CustomerGroupDirectory groups, PortalProfile profile) {
        return PortalEmails.builder()
                .customerGroups(groups)
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .profile(profile)
                .build();
    }

    @Produces
    @ApplicationScoped
    Notifier notifier(PortalEmails portalEmails) {
        return portalEmails.notifier();
    }
}
