package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.testkit.OutboxUnderTest;
import org.portalemails.testkit.SampleMails;

@DisplayName("Whoever can write to the outbox table")
class TamperedRowsTest {
    private static final String OUTBOX = TableNames.standard().of(Table.OUTBOX);
    private static final Instant LATER = Instant.parse("2099-06-01T00:00:00Z");

    private final InMemoryMailTransport transport = new InMemoryMailTransport();

    private void dispatch(OutboxUnderTest adapter) {
        OutboxDispatcher.builder(adapter.queue(), transport)
                .sealer(adapter.sealer())
                .linkMinter(request -> Optional.of("https://portal.boreal.example/reset?for=" + request.reference()))
                .policy(DispatchPolicy.standard().inBatchesOf(1000, 100))
                .build()
                .runUntilIdle();
    }

    /** One of each kind: without a link, with one that is minted, with one that is sealed. */
    private static List<PlannedMail.Send> mails() {
        return List.of(
                SampleMails.plain(),
                SampleMails.withLink(SampleMails.minted()),
                SampleMails.withLink(SampleMails.given()));
    }

    private static OutboxEntry entry(OutboxUnderTest adapter, PlannedMail mail) {
        return adapter.administration().find(mail.id()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("can send no mail elsewhere and make none of another group, kind or end, by changing columns")
    void columns(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        for (String change : List.of(
                "recipient = 'evil@elsewhere.example'",
                "recipient = NULL",
                "group_id = 'OTHER'",
                "mail_type = 'old-primary-contact'",
                "mail_type = 'from-the-future'",
                "expires_at = '2099-06-01 00:00:00'",
                "id = CONCAT('f', SUBSTRING(id, 2, 35))")) {
            OutboxUnderTest adapter = database.emptyOutbox();
            adapter.outbox().append(mails());
            database.run("UPDATE " + OUTBOX + " SET " + change);

            dispatch(adapter);

            assertThat(transport.delivered()).as(change).isEmpty();
            assertThat(adapter.administration().find(org.portalemails.outbox.OutboxQuery.all()))
                    .as(change)
                    .hasSize(3)
                    .allMatch(row -> row.state() == EntryState.DEAD && "seal-broken".equals(row.reason()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("can put no payload into another row, be it of the same person and kind")
    void copied(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        PlannedMail.Send first = SampleMails.plain();
        PlannedMail.Send second = SampleMails.plain();
        adapter.outbox().append(List.of(first, second));
        setPayload(database, second, payload(database, first));

        dispatch(adapter);

        assertThat(transport.delivered()).extracting(OutgoingMail::id).containsExactly(first.id());
        assertThat(entry(adapter, second).reason()).isEqualTo("seal-broken");
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("can change no byte: of 300 rows with random damage each is dead, with its reason")
    void damage(Dialect dialect) throws SQLException {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        Random random = new Random(20261128);
        List<PlannedMail.Send> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.addAll(mails());
        }
        adapter.outbox().append(all);
        for (PlannedMail.Send mail : all) {
            byte[] bytes = payload(database, mail);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            setPayload(database, mail, bytes);
        }

        dispatch(adapter);

        assertThat(transport.delivered()).isEmpty();
        assertThat(all).allSatisfy(mail -> {
            assertThat(entry(adapter, mail).state()).isEqualTo(EntryState.DEAD);
            assertThat(entry(adapter, mail).reason())
                    .isIn(
                            "seal-broken",
                            "key-unknown",
                            "payload-damaged",
                            "payload-version-unknown",
                            "payload-not-authenticated");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    @DisplayName("and leaves it alone sees every mail sent as it was announced")
    void untouched(Dialect dialect) {
        DatabaseUnderTest database = DatabaseUnderTest.of(dialect);
        OutboxUnderTest adapter = database.emptyOutbox();
        adapter.outbox().append(mails());
        adapter.outbox()
                .append(List.of(SampleMails.withLink(
                        org.portalemails.event.ActionLink.mintedAtSend("nanos", LATER.plusNanos(123_456_789)))));

        dispatch(adapter);

        assertThat(transport.delivered()).hasSize(4);
    }

    @Test
    @DisplayName("is thought of by the host: an outbox without a sealer is refused, the rest of the database is not")
    void sealerIsAChoice() {
        DatabaseUnderTest database = DatabaseUnderTest.of(Dialect.H2);
        PortalDatabase undecided = PortalDatabase.builder(database.pool)
                .dialect(Dialect.H2)
                .hostConnection(ConnectionSource.of(database.pool))
                .build();

        assertThatThrownBy(undecided::outbox)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AesGcmSealer");
        assertThatThrownBy(undecided::recoveryRequests).isInstanceOf(IllegalStateException.class);
        assertThat(undecided.administration()).isNotNull();
    }

    private static byte[] payload(DatabaseUnderTest database, PlannedMail mail) throws SQLException {
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT payload FROM " + OUTBOX + " WHERE id = '" + mail.id() + "'")) {
            row.next();
            return row.getBytes(1);
        }
    }

    private static void setPayload(DatabaseUnderTest database, PlannedMail mail, byte[] bytes) throws SQLException {
        try (Connection connection = database.pool.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE " + OUTBOX + " SET payload = ? WHERE id = ?")) {
            update.setBytes(1, bytes);
            update.setString(2, mail.id().value());
            update.executeUpdate();
        }
    }
}
