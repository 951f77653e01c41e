package org.portalemails.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.SampleMails;

/** What tests of rows share that somebody changed past the library: an empty outbox on a server, and a dispatcher. */
abstract class ChangedRows {
    static final String OUTBOX = TableNames.standard().of(Table.OUTBOX);

    final InMemoryMailTransport transport = new InMemoryMailTransport();
    DatabaseUnderTest database;
    OutboxUnderTest adapter;

    /** Begins on a database with every table empty; mails of an earlier beginning are forgotten. */
    final void begin(Dialect dialect) {
        database = DatabaseUnderTest.of(dialect);
        adapter = database.emptyOutbox();
        transport.clear();
    }

    /** A plain mail that waits to be sent. */
    final PlannedMail.Send announced() {
        return announced(SampleMails.plain());
    }

    final PlannedMail.Send announced(PlannedMail.Send mail) {
        adapter.outbox().append(List.of(mail));
        return mail;
    }

    final void change(PlannedMail mail, String assignments) throws SQLException {
        database.run("UPDATE " + OUTBOX + " SET " + assignments + " WHERE id = '" + mail.id() + "'");
    }

    final void dispatch() {
        OutboxDispatcher.builder(adapter.queue(), transport)
                .sealer(adapter.sealer())
                .linkMinter(request -> Optional.of("https://portal.boreal.example/reset?for=" + request.reference()))
                .policy(DispatchPolicy.standard().inBatchesOf(1000, 100))
                .build()
                .runUntilIdle();
    }

    final List<MailId> delivered() {
        return transport.delivered().stream().map(OutgoingMail::id).toList();
    }

    final OutboxEntry entry(PlannedMail mail) {
        return adapter.administration().find(mail.id()).orElseThrow();
    }
}
