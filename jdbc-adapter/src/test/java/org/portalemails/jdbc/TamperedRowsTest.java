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
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.ActionLink;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.testkit.SampleMails;

@DisplayName("Whoever can write to the outbox table")
class TamperedRowsTest extends ChangedRows {
    private static final Instant LATER = Instant.parse("2099-06-01T00:00:00Z");

    /** One of each kind: without a link, with one that is minted, with one that is sealed. */
    private static List<PlannedMail.Send> mails() {
        return List.of(
                SampleMails.plain(),
                SampleMails.withLink(SampleMails.minted()),
                SampleMails.withLink(SampleMails.given()));
    }

    @OnEveryServer
    @DisplayName("can send no mail elsewhere and make none of another group, kind or end, by changing columns")
    void columns(Dialect dialect) throws SQLException {
        for (String change : List.of(
                "recipient = 'evil@elsewhere.example'",
                "recipient = NULL",
                "group_id = 'OTHER'",
                "mail_type = 'old-primary-contact'",
                "mail_type = 'from-the-future'",
                "expires_at = '2099-06-01 00:00:00'",
                "id = CONCAT('f', SUBSTRING(id, 2, 35))")) {
            begin(dialect);
            adapter.outbox().append(mails());
            database.run("UPDATE " + OUTBOX + " SET " + change);

            dispatch();

            assertThat(transport.delivered()).as(change).isEmpty();
            assertThat(adapter.administration().find(OutboxQuery.all()))
                    .as(change)
                    .hasSize(3)
                    .allMatch(row -> row.state() == EntryState.DEAD
                            && EntryReason.SEAL_BROKEN.code().equals(row.reason()));
        }
    }

    @OnEveryServer
    @DisplayName("can put no payload into another row, be it of the same person and kind")
    void copied(Dialect dialect) throws SQLException {
        begin(dialect);
        PlannedMail.Send first = announced();
        PlannedMail.Send second = announced();
        setPayload(second, payload(first));

        dispatch();

        assertThat(delivered()).containsExactly(first.id());
        assertThat(entry(second).reason()).isEqualTo(EntryReason.SEAL_BROKEN.code());
    }

    @OnEveryServer
    @DisplayName("can change no byte: of 300 rows with random damage each is dead, with its reason")
    void damage(Dialect dialect) throws SQLException {
        begin(dialect);
        Random random = new Random(20261128);
        List<PlannedMail.Send> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.addAll(mails());
        }
        adapter.outbox().append(all);
        for (PlannedMail.Send mail : all) {
            byte[] bytes = payload(mail);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            setPayload(mail, bytes);
        }

        dispatch();

        assertThat(transport.delivered()).isEmpty();
        assertThat(all).allSatisfy(mail -> {
            assertThat(entry(mail).state()).isEqualTo(EntryState.DEAD);
            assertThat(entry(mail).reason())
                    .isIn(
                            EntryReason.SEAL_BROKEN.code(),
                            EntryReason.KEY_UNKNOWN.code(),
                            EntryReason.PAYLOAD_DAMAGED.code(),
                            EntryReason.PAYLOAD_VERSION_UNKNOWN.code(),
                            EntryReason.PAYLOAD_NOT_AUTHENTICATED.code());
        });
    }

    @OnEveryServer
    @DisplayName("and leaves it alone sees every mail sent as it was announced")
    void untouched(Dialect dialect) {
        begin(dialect);
        adapter.outbox().append(mails());
        announced(SampleMails.withLink(ActionLink.mintedAtSend("nanos", LATER.plusNanos(123_456_789))));

        dispatch();

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

    private byte[] payload(PlannedMail mail) throws SQLException {
        try (Connection connection = database.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT payload FROM " + OUTBOX + " WHERE id = '" + mail.id() + "'")) {
            row.next();
            return row.getBytes(1);
        }
    }

    private void setPayload(PlannedMail mail, byte[] bytes) throws SQLException {
        try (Connection connection = database.pool.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE " + OUTBOX + " SET payload = ? WHERE id = ?")) {
            update.setBytes(1, bytes);
            update.setString(2, mail.id().value());
            update.executeUpdate();
        }
    }
}
