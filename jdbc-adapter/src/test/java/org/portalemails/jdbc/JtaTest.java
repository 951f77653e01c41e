package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.email.PlannedMail;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;
import org.postgresql.xa.PGXADataSource;

@DisplayName("Announcing in a JTA transaction, managed by Narayana")
class JtaTest {
    @TempDir
    static Path logs;

    @BeforeAll
    static void keepTheLogsHere() {
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir(logs.toString());
        }
        arjPropertyManager.getCoordinatorEnvironmentBean().setDefaultTimeout(60);
    }

    @Test
    @DisplayName("H2: rolled back with it, committed with it")
    void h2() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1");
        source.setUser("sa");
        source.setPassword("");
        announcesIn(DatabaseUnderTest.of(Dialect.H2), source);
    }

    @Test
    @DisplayName("PostgreSQL: rolled back with it, committed with it")
    void postgres() throws Exception {
        PGXADataSource source = new PGXADataSource();
        source.setUrl(PostgresServer.url("postgres"));
        announcesIn(DatabaseUnderTest.of(Dialect.POSTGRESQL), source);
    }

    private static void announcesIn(DatabaseUnderTest database, XADataSource source) throws Exception {
        database.clear();
        OutboxAdministration administration = database.portal().build().administration();
        TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        XAConnection xa = source.getXAConnection();
        try {
            Connection connection = xa.getConnection();
            Outbox outbox = database.portal()
                    .hostConnection(ConnectionSource.borrowing(() -> connection, c -> {}, c -> isActive(transactions)))
                    .build()
                    .outbox();
            PlannedMail.Send mail = SampleMails.plain();

            assertThatThrownBy(() -> outbox.append(List.of(mail))).isInstanceOf(NoTransactionException.class);
            transactions.begin();
            transactions.getTransaction().enlistResource(xa.getXAResource());
            outbox.append(List.of(mail));
            transactions.rollback();
            assertThat(administration.find(OutboxQuery.all())).isEmpty();

            transactions.begin();
            transactions.getTransaction().enlistResource(xa.getXAResource());
            outbox.append(List.of(mail));
            PlannedMail again = SampleMails.plain(mail.eventId(), SampleEvents.GROUP, "x@customer.example");
            assertThat(outbox.append(List.of(again))).noneMatch(AppendResult::appended);
            outbox.append(List.of(SampleMails.plain()));
            transactions.commit();
            assertThat(administration.find(OutboxQuery.all())).hasSize(2);
        } finally {
            xa.close();
        }
    }

    private static boolean isActive(TransactionManager transactions) throws SQLException {
        try {
            return transactions.getStatus() == Status.STATUS_ACTIVE;
        } catch (SystemException e) {
            throw new SQLException(e);
        }
    }
}
