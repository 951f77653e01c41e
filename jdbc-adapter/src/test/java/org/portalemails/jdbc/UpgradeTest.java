package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.delivery.RetryPolicy;
import org.portalemails.email.PlannedMail;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.limit.LimitKey;
import org.portalemails.limit.Quota;
import org.portalemails.limit.RequestLimit;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.spi.ClaimRequest;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.recovery.RecoveryKind;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.recovery.RecoveryRequests;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.SampleMails;

/** The tables and rows are those of a release that had version 1, stored by that release. */
@DisplayName("Tables of version 1")
class UpgradeTest {
    private static final AesGcmSealer SEALER = AesGcmSealer.of("test", new byte[32]);
    private static final CustomerGroupId HELD = new CustomerGroupId("HELD");
    private static final Duration LONG = Duration.ofDays(36_500);

    private static String resource(String name) {
        try (InputStream in = UpgradeTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(HikariDataSource source, String script) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : SchemaInstaller.statements(script)) {
                statement.execute(sql);
            }
        }
    }

    /** A database as that release left it. */
    private static HikariDataSource version1(Dialect dialect) throws SQLException {
        HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect);
        String schema = resource("schema/" + dialect.code() + "/V1__portal_emails.sql");
        for (Map.Entry<String, String> name :
                TableNames.standard().placeholders().entrySet()) {
            schema = schema.replace("${" + name.getKey() + "}", name.getValue());
        }
        run(source, schema);
        String rows = resource("/schema-version-1/rows.sql");
        run(source, dialect == Dialect.POSTGRESQL ? rows.replaceAll("X'([0-9a-f]+)'", "'\\\\x$1'") : rows);
        return source;
    }

    private static PortalDatabase portal(HikariDataSource source) {
        return PortalDatabase.builder(source)
                .hostConnection(ConnectionSource.of(source))
                .sealer(SEALER)
                .build();
    }

    @OnEveryServer
    @DisplayName("are named before the upgrade, and upgraded once, by one of six nodes that start at the same moment")
    void once(Dialect dialect) throws Exception {
        try (HikariDataSource source = version1(dialect)) {
            assertThatThrownBy(() -> new SchemaInstaller(portal(source)).check())
                    .isInstanceOf(PortalEmailsException.class)
                    .hasMessageContaining("at version 1")
                    .hasMessageContaining("needs " + SchemaInstaller.VERSION);
            ExecutorService nodes = Executors.newFixedThreadPool(6);
            int upgraded = 0;
            try {
                List<Callable<Boolean>> starts = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    starts.add(() -> new SchemaInstaller(portal(source)).install());
                }
                for (Future<Boolean> start : nodes.invokeAll(starts)) {
                    upgraded += start.get() ? 1 : 0;
                }
            } finally {
                nodes.shutdownNow();
            }
            assertThat(upgraded).isEqualTo(1);
            new SchemaInstaller(portal(source)).check();
            assertThat(new SchemaInstaller(portal(source)).install()).isFalse();
        }
    }

    @OnEveryServer
    @DisplayName("lose nothing: mails that waited go out, and what they know about people and settings holds")
    void everythingGoesOn(Dialect dialect) throws Exception {
        try (HikariDataSource source = version1(dialect)) {
            PortalDatabase database = portal(source);
            assertThat(new SchemaInstaller(database).install()).isTrue();

            assertThat(database.administration().counts().byState())
                    .containsEntry(EntryState.QUEUED, 3L)
                    .containsEntry(EntryState.SENDING, 1L)
                    .containsEntry(EntryState.WAITING, 1L)
                    .containsEntry(EntryState.DEAD, 1L)
                    .containsEntry(EntryState.SENT, 1L)
                    .containsEntry(EntryState.SKIPPED, 1L);
            OutboxEntry sent = only(database, EntryState.SENT);
            assertThat(database.administration().attempts(sent.id()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.facts().outcome()).isEqualTo("accepted"));
            assertThat(database.administration()
                            .requeue(only(database, EntryState.DEAD).id()))
                    .isTrue();
            assertThat(database.administration().release(HoldScope.group(HELD))).isTrue();

            InMemoryMailTransport transport = new InMemoryMailTransport();
            dispatcher(database, transport).runUntilIdle();

            assertThat(transport.delivered()).hasSize(6).anyMatch(mail -> mail.text()
                    .contains(SampleMails.SECRET_MARK));
            assertThat(database.administration().counts().byState()).containsEntry(EntryState.SENT, 7L);
            EmailAddress gone = EmailAddress.of("gone@erables.example");
            assertThat(database.suppressionList().suppressedAmong(new CompanyId("ANY"), List.of(gone)))
                    .as("what was dead before there were companies is dead for all")
                    .containsExactly(gone);
            assertThat(database.settingsStore().find(SettingsOwner.INSTALLATION))
                    .hasValueSatisfying(stored -> {
                        assertThat(stored.version()).isEqualTo(1);
                        assertThat(stored.savedBy()).isEqualTo("anna");
                    });
            assertThat(taken(database.recoveryRequests()))
                    .containsExactlyInAnyOrder(RecoveryKind.PASSWORD, RecoveryKind.USER_NAME);
            assertThat(database.administration()
                            .eraseRecipient(EmailAddress.of("paul@held.example"))
                            .complete())
                    .isTrue();
            assertThat(database.administration().purge(Duration.ZERO)).isPositive();
        }
    }

    @OnEveryServer
    @DisplayName("count limits when they are upgraded")
    void limits(Dialect dialect) throws Exception {
        try (HikariDataSource source = version1(dialect)) {
            PortalDatabase database = portal(source);
            new SchemaInstaller(database).install();
            Quota once = new Quota(LimitKey.of(HELD), new RequestLimit(1, Duration.ofHours(1)));
            dispatcher(database, new InMemoryMailTransport()).runUntilIdle();
            database.outbox().append(List.of(limited(once), limited(once)));

            List<ClaimedMail> claimed = database.queue().claim(new ClaimRequest("n", 5, Duration.ofMinutes(1)));

            assertThat(claimed).hasSize(2).allMatch(mail -> mail.is(ClaimedMail.Flag.LIMITED));
            assertThat(claimed.stream().map(database.queue()::admit)).containsExactlyInAnyOrder(true, false);
        }
    }

    private static PlannedMail.Send limited(Quota quota) {
        return new PlannedMail.Send(SampleMails.plain().mail(), null, List.of(quota));
    }

    private static OutboxEntry only(PortalDatabase database, EntryState state) {
        List<OutboxEntry> found =
                database.administration().find(OutboxQuery.all().inState(state));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** As the guide to upgrades says: mails of that release have no mark, and are read for a time. */
    private static OutboxDispatcher dispatcher(PortalDatabase database, InMemoryMailTransport transport) {
        return OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(SEALER)
                .readingVersion1Until(Instant.parse("9999-01-01T00:00:00Z"))
                .linkMinter(request -> Optional.of("https://portal.boreal.example/reset?for="
                        + request.reference().toLowerCase(Locale.ROOT)))
                .policy(DispatchPolicy.standard()
                        .retrying(RetryPolicy.doubling(Duration.ofSeconds(1), Duration.ofSeconds(1), 50, LONG)))
                .build();
    }

    /** They are older than any answer may be, and end because of that. */
    private static List<RecoveryKind> taken(RecoveryRequests requests) {
        List<RecoveryKind> kinds = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            requests.take(Duration.ofMinutes(1), RecoveryPolicy.standard())
                    .ifPresent(one -> kinds.add(one.record().kind()));
        }
        return kinds;
    }
}
