package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.CustomerGroupId;
import org.portalemails.email.MailId;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;

@DisplayName("A look at an outbox of many mails")
class BoundedSearchTest {
    private static final String OUTBOX = TableNames.standard().of(Table.OUTBOX);
    private static final int MAILS = 12_000;

    private OutboxAdministration filled(HikariDataSource pool, String state, String lane) throws SQLException {
        PortalDatabase database = PortalDatabase.builder(pool).build();
        new SchemaInstaller(database).install();
        String due = lane.equals("NULL") ? "NULL" : "'2026-01-01 00:00:00'";
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            StringBuilder values = new StringBuilder();
            for (int i = 1; i <= MAILS; i++) {
                String number = String.format(Locale.ROOT, "%05d", i);
                // The oldest are the few that are looked for.
                boolean wanted = i <= 3;
                values.append(values.length() == 0 ? "" : ", ")
                        .append("('m-" + number + "', 'e-" + number + "', '"
                                + (wanted ? "reset-password" : "new-primary-contact") + "', '"
                                + (wanted ? "FEW" : "MANY") + "', 'a@b.example', '" + (wanted ? "lavoie" : "roy")
                                + " marie', '" + state + "', " + lane + ", " + due + ", '2026-01-01 0" + i / 4000 + ":"
                                + String.format(Locale.ROOT, "%02d", i / 100 % 60)
                                + ":00', '2026-01-01 00:00:00', 0, 0, 0, 0)");
                if (i % 500 == 0) {
                    statement.execute("INSERT INTO " + OUTBOX
                            + " (id, event_id, mail_type, group_id, recipient, person, state, lane, due_at, created_at,"
                            + " queued_at, fence, attempts, losses, duplicates) VALUES " + values);
                    values.setLength(0);
                }
            }
        }
        return database.administration();
    }

    private static List<MailId> all(OutboxAdministration outbox, OutboxQuery query) {
        List<MailId> found = new ArrayList<>();
        OutboxPage page = outbox.page(query);
        page.entries().forEach(entry -> found.add(entry.id()));
        for (int pages = 0; page.next() != null; pages++) {
            assertThat(pages).isLessThan(MAILS);
            page = outbox.page(query.behind(page.next()));
            page.entries().forEach(entry -> found.add(entry.id()));
        }
        return found;
    }

    @OnEveryServer
    @DisplayName("ends somewhere, says where, and goes on from there until it has found the oldest, each once")
    void goesOn(Dialect dialect) throws Exception {
        try (HikariDataSource pool = DatabaseUnderTest.emptyDatabase(dialect)) {
            OutboxAdministration outbox = filled(pool, "sent", "NULL");
            OutboxQuery all = OutboxQuery.all();
            List<MailId> few = List.of(new MailId("m-00003"), new MailId("m-00002"), new MailId("m-00001"));
            OutboxPage first = outbox.page(all.ofType(NotificationType.RESET_PASSWORD));
            assertThat(first.entries()).isEmpty();
            assertThat(first.next()).isNotNull();
            assertThat(all(outbox, all.ofType(NotificationType.RESET_PASSWORD))).containsExactlyElementsOf(few);
            assertThat(outbox.find(all.ofType(NotificationType.RESET_PASSWORD).atMost(2)))
                    .extracting(OutboxEntry::id)
                    .containsExactlyElementsOf(few.subList(0, 2));
            for (OutboxQuery atOnce : List.of(
                    all.ofGroup(new CustomerGroupId("FEW")),
                    all.toPerson("lav"),
                    all.toPerson("lav").inState(EntryState.SENT))) {
                assertThat(outbox.page(atOnce).entries())
                        .as("found by an index")
                        .extracting(OutboxEntry::id)
                        .containsExactlyElementsOf(few);
            }
            assertThat(all(outbox, all.toPerson("roy").atMost(1000)))
                    .hasSize(MAILS - 3)
                    .doesNotHaveDuplicates();
            assertThat(all(outbox, all.atMost(1000))).hasSize(MAILS).doesNotHaveDuplicates();
        }
    }

    @OnEveryServer
    @DisplayName("counts up to ten thousand of a state, queues only what nothing holds, and finds what waits")
    void counts(Dialect dialect) throws Exception {
        try (HikariDataSource pool = DatabaseUnderTest.emptyDatabase(dialect)) {
            OutboxAdministration outbox = filled(pool, "waiting", "3");
            PortalDatabase database = PortalDatabase.builder(pool).build();
            assertThat(outbox.counts().in(EntryState.WAITING)).isEqualTo(OutboxCounts.MOST);
            HoldScope many = HoldScope.group(new CustomerGroupId("MANY"));
            outbox.hold(many, "texts under review", "claire");
            assertThat(database.queue().sweep()).as("those that nothing holds").isEqualTo(3);
            assertThat(outbox.counts().in(EntryState.QUEUED)).isEqualTo(3);
            assertThat(outbox.counts().oldestDue()).isPositive();
            assertThat(outbox.page(OutboxQuery.all().inState(EntryState.QUEUED)).entries())
                    .hasSize(3);
            assertThat(outbox.release(many)).isTrue();
            assertThat(outbox.counts().in(EntryState.WAITING)).isZero();
            assertThat(outbox.counts().in(EntryState.QUEUED)).isEqualTo(OutboxCounts.MOST);
            assertThat(all(outbox, OutboxQuery.all().inState(EntryState.QUEUED).atMost(5000)))
                    .hasSize(MAILS)
                    .doesNotHaveDuplicates();
        }
    }
}
