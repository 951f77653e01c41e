package com.example.server;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Notifier;
import org.portalemails.event.Contact;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.jdbc.jta.JtaConnections;
import org.portalemails.jdbc.jta.JtaUnitOfWork;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.PortalAccount;
import org.portalemails.screen.ScreenAccess;
import org.portalemails.screen.ScreenUser;
import org.portalemails.web.ScreenData;
import org.portalemails.web.ScreenEndpoint;

/** What a host on a server writes to embed Portal Emails. */
@ApplicationScoped
class PortalEmailsProducer {
    static final CustomerGroup RETAIL = new CustomerGroup(new CustomerGroupId("RETAIL"), "Retail", true);
    static final CustomerGroupDirectory GROUPS = id -> id.equals(RETAIL.id()) ? Optional.of(RETAIL) : Optional.empty();
    static final Contact MARIE = Contact.of("Marie", "Tremblay", "marie@maples.example", Locale.ENGLISH)
            .withUserName("mtremblay");

    // snippet: database
    @Resource(lookup = DataSources.IN_TRANSACTIONS)
    DataSource inTransactions;

    @Resource(lookup = DataSources.FOR_WORKERS)
    DataSource forWorkers;

    @Resource(lookup = JtaConnections.REGISTRY)
    TransactionSynchronizationRegistry registry;

    @Produces
    @Singleton
    PortalDatabase database(PayloadSealer sealer) {
        PortalDatabase database = PortalDatabase.builder(forWorkers)
                .hostConnection(JtaConnections.of(inTransactions, registry))
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        return database;
    }
    // end

    /** A host draws its key at random and keeps it where it keeps its passwords. */
    @Produces
    @Singleton
    PayloadSealer sealer() {
        return AesGcmSealer.of("2026", new byte[32]);
    }

    // snippet: portal-emails
    @Produces
    @Singleton
    PortalEmails portalEmails(PortalDatabase database, AccountDirectory accounts) {
        return PortalEmails.builder()
                .customerGroups(GROUPS)
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .recovery(accounts, database.recoveryRequests())
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
    // end

    // snippet: screen
    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transaction;

    @Produces
    @Singleton
    ScreenEndpoint screen(PortalEmails portalEmails, PortalDatabase database) {
        ScreenAccess access = principal -> Optional.ofNullable(principal)
                .map(somebody -> new ScreenUser(somebody.getName(), null, (what, where) -> true));
        return new ScreenEndpoint(
                new ScreenData(portalEmails.settingsScreen(), GROUPS, database.administration()),
                database.administration(),
                access,
                new JtaUnitOfWork(transaction));
    }
    // end

    @Produces
    @Singleton
    AccountDirectory accounts() {
        PortalAccount account = PortalAccount.of(RETAIL.id(), "Maples Inc.", MARIE, "account-marie");
        return address -> address.mailboxKey().equals(MARIE.email().mailboxKey()) ? List.of(account) : List.of();
    }
}
