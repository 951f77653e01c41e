package com.example.quarkus;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.jdbc.jta.JtaConnections;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.transport.MailTransport;

/** What a host on Quarkus writes to embed Portal Emails. */
@ApplicationScoped
public class QuarkusPortal {
    static final CustomerGroup RETAIL = new CustomerGroup(new CustomerGroupId("RETAIL"), "Retail", true);

    /** A host draws its key at random and keeps it where it keeps its passwords. */
    private final PayloadSealer sealer = AesGcmSealer.of("2026", new byte[32]);

    private BackgroundDispatcher background;

    @Inject
    AgroalDataSource inTransactions;

    @Inject
    @DataSource("workers")
    AgroalDataSource forWorkers;

    @Inject
    TransactionSynchronizationRegistry registry;

    @Produces
    @Singleton
    PortalDatabase database() {
        PortalDatabase database = PortalDatabase.builder(forWorkers)
                .hostConnection(JtaConnections.of(inTransactions, registry))
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        return database;
    }

    @Produces
    @Singleton
    PortalEmails portalEmails(PortalDatabase database) {
        return PortalEmails.builder()
                .customerGroups(id -> id.equals(RETAIL.id()) ? Optional.of(RETAIL) : Optional.empty())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .profile(PortalProfile.builder()
                        .senderCompanyName("Boreal Supplies")
                        .portalName("Boreal Portal")
                        .portalUrl("https://portal.boreal.example/")
                        .supportContact("Accounts", EmailAddress.of("accounts@boreal.example"), "+1 418 555-0100")
                        .messageIdDomain("boreal.example")
                        .build())
                .build();
    }

    @Produces
    @ApplicationScoped
    Notifier notifier(PortalEmails portalEmails) {
        return portalEmails.notifier();
    }

    /** A test brings another one. */
    @Produces
    @DefaultBean
    @Singleton
    MailTransport transport() {
        return SmtpTransport.builder("localhost", 587).build();
    }

    void start(@Observes StartupEvent event, PortalDatabase database, MailTransport transport) {
        background = BackgroundDispatcher.start(OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .build());
    }

    void stop(@Observes ShutdownEvent event) {
        background.close();
    }
}
