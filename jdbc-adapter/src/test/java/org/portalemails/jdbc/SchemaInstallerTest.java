package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portalemails.PortalEmailsException;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.spi.AppendResult;
import org.portalemails.testkit.SampleMails;

@DisplayName("The tables")
class SchemaInstallerTest {
    private static final AesGcmSealer SEALER = AesGcmSealer.of("test", new byte[32]);

    private static PortalDatabase portal(HikariDataSource source) {
        return PortalDatabase.builder(source)
                .hostConnection(ConnectionSource.of(source))
                .sealer(SEALER)
                .build();
    }

    private static void works(PortalDatabase database) {
        new SchemaInstaller(database).check();
        assertThat(database.outbox().append(List.of(SampleMails.plain()))).allMatch(AppendResult::appended);
        assertThat(database.queue()
                        .claim(new org.portalemails.outbox.spi.ClaimRequest("n", 5, java.time.Duration.ofMinutes(1))))
                .hasSize(1);
    }

    private static void run(HikariDataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @OnEveryServer
    @DisplayName("are installed once, by one of six nodes that start at the same moment; the others wait for it")
    void manyNodesAtOnce(Dialect dialect) throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect)) {
            ExecutorService nodes = Executors.newFixedThreadPool(6);
            try {
                List<Callable<Boolean>> starts = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    starts.add(() -> new SchemaInstaller(portal(source)).install());
                }
                int installed = 0;
                for (Future<Boolean> start : nodes.invokeAll(starts)) {
                    installed += start.get() ? 1 : 0;
                }
                assertThat(installed).isEqualTo(1);
            } finally {
                nodes.shutdownNow();
            }
            assertThat(new SchemaInstaller(portal(source)).install()).isFalse();
            works(portal(source));
        }
    }

    @OnEveryServer
    @DisplayName("can be made by hand from the script in the jar")
    void byHand(Dialect dialect) throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect)) {
            assertThatThrownBy(() -> new SchemaInstaller(portal(source)).check())
                    .isInstanceOf(PortalEmailsException.class)
                    .hasMessageContaining("not installed");
            for (int version = 1; version <= SchemaInstaller.VERSION; version++) {
                String script = SchemaInstaller.script(dialect, TableNames.standard(), version);
                run(source, SchemaInstaller.statements(script).toArray(String[]::new));
            }
            works(portal(source));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    @DisplayName("can be made by Flyway, and upgraded")
    void flyway(Dialect dialect) {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect)) {
            FluentConfiguration flyway = Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:org/portalemails/jdbc/schema/" + dialect.code())
                    .placeholders(TableNames.standard().placeholders());
            flyway.target("1").load().migrate();
            assertThatThrownBy(() -> new SchemaInstaller(portal(source)).check())
                    .hasMessageContaining("at version 1");
            flyway.target("latest").load().migrate();
            works(portal(source));
            assertThat(new SchemaInstaller(portal(source)).install()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    @DisplayName("can be made by Liquibase")
    void liquibase(Dialect dialect) throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect);
                Connection connection = source.getConnection()) {
            var database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try (Liquibase liquibase =
                    new Liquibase("liquibase-changelog.xml", new ClassLoaderResourceAccessor(), database)) {
                liquibase.setChangeLogParameter("dialect", dialect.code());
                TableNames.standard().placeholders().forEach(liquibase::setChangeLogParameter);
                liquibase.update(new Contexts());
            }
            works(portal(source));
        }
    }

    @Test
    @DisplayName("can be made on H2 in the mode of PostgreSQL, as hosts have it for their tests")
    void h2InModeOfPostgres() {
        String url = "jdbc:h2:mem:like_postgres;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        try (HikariDataSource source = DatabaseUnderTest.pool(url)) {
            assertThat(new SchemaInstaller(portal(source)).install()).isTrue();
            works(portal(source));
            assertThat(new SchemaInstaller(portal(source)).install()).isFalse();
        }
    }

    @Test
    @DisplayName("may have another prefix, another schema, and names of their own")
    void names() throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(Dialect.POSTGRESQL)) {
            run(source, "CREATE SCHEMA erp");
            TableNames names = TableNames.standard()
                    .withPrefix("Courriel_")
                    .inSchema("erp")
                    .withName(Table.OUTBOX, "mail_promises");
            assertThat(names.of(Table.OUTBOX)).isEqualTo("erp.mail_promises");
            PortalDatabase database = PortalDatabase.builder(source)
                    .hostConnection(ConnectionSource.of(source))
                    .tables(names)
                    .sealer(SEALER)
                    .build();
            assertThat(new SchemaInstaller(database).install()).isTrue();
            assertThat(new SchemaInstaller(database).install()).isFalse();
            works(database);
        }
        assertThatThrownBy(() -> TableNames.standard().withPrefix("x; DROP TABLE y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TableNames.standard().inSchema("a.b")).isInstanceOf(IllegalArgumentException.class);
    }

    /** A data source of the same database whose connections look into other schemas. */
    private static HikariDataSource lookingInto(HikariDataSource source, Dialect dialect, String path) {
        HikariDataSource other = new HikariDataSource();
        other.setJdbcUrl(source.getJdbcUrl());
        other.setUsername(source.getUsername());
        other.setPassword(source.getPassword());
        other.setConnectionInitSql(
                dialect == Dialect.H2 ? "SET SCHEMA_SEARCH_PATH " + path : "SET search_path TO " + path);
        return other;
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    @DisplayName("are found in whatever schema of the search path their names lead to, and never made a second time")
    void searchPath(Dialect dialect) throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect)) {
            run(source, "CREATE SCHEMA first_one", "CREATE SCHEMA second_one");
            TableNames inSecond = TableNames.standard().inSchema("second_one");
            new SchemaInstaller(PortalDatabase.builder(source).tables(inSecond).build()).install();

            try (HikariDataSource looking = lookingInto(source, dialect, "first_one, second_one")) {
                new SchemaInstaller(portal(looking)).check();
                assertThat(new SchemaInstaller(portal(looking)).install()).isFalse();
                works(portal(looking));
            }
            assertThat(count(source, "SELECT COUNT(*) FROM second_one.portal_email_outbox"))
                    .isEqualTo(1);
            assertThat(
                            count(
                                    source,
                                    "SELECT COUNT(*) FROM information_schema.tables WHERE UPPER(table_name) = 'PORTAL_EMAIL_OUTBOX'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL"})
    @DisplayName("that lie in several schemas are refused, with the schemas named")
    void severalSchemas(Dialect dialect) throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect)) {
            run(source, "CREATE SCHEMA first_one", "CREATE SCHEMA second_one");
            TableNames inSecond = TableNames.standard().inSchema("second_one");
            new SchemaInstaller(PortalDatabase.builder(source).tables(inSecond).build()).install();
            run(source, "CREATE TABLE first_one.portal_email_hold (scope_key VARCHAR(191))");

            try (HikariDataSource looking = lookingInto(source, dialect, "first_one, second_one")) {
                for (Runnable start : List.<Runnable>of(
                        () -> new SchemaInstaller(portal(looking)).check(),
                        () -> new SchemaInstaller(portal(looking)).install())) {
                    assertThatThrownBy(start::run)
                            .isInstanceOf(PortalEmailsException.class)
                            .hasMessageContaining("several schemas")
                            .message()
                            .containsIgnoringCase("first_one")
                            .containsIgnoringCase("second_one");
                }
            }
        }
    }

    private static int count(HikariDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    @DisplayName("when half of them is there, that is reported by name, and nothing is guessed at")
    void halfApplied(Dialect dialect) throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(dialect)) {
            new SchemaInstaller(portal(source)).install();
            run(source, "DELETE FROM portal_email_schema");
            assertThatThrownBy(() -> new SchemaInstaller(portal(source)).check())
                    .hasMessageContaining("half-applied");
            run(source, "DROP TABLE portal_email_hold");
            assertThatThrownBy(() -> new SchemaInstaller(portal(source)).check())
                    .hasMessageContaining("half-applied")
                    .hasMessageContaining("portal_email_hold");
        }
    }

    @Test
    @DisplayName("of a newer version are refused by an older library")
    void newer() throws Exception {
        try (HikariDataSource source = DatabaseUnderTest.emptyDatabase(Dialect.H2)) {
            new SchemaInstaller(portal(source)).install();
            run(source, "INSERT INTO portal_email_schema (version, installed_at) VALUES (99, CURRENT_TIMESTAMP)");
            assertThatThrownBy(() -> new SchemaInstaller(portal(source)).install())
                    .isInstanceOf(PortalEmailsException.class)
                    .hasMessageContaining("newer than this library");
        }
    }

    @Test
    @DisplayName("have a script for every dialect, whose comments cannot confuse a tool that splits it")
    void scripts() {
        for (Dialect dialect : Dialect.values()) {
            for (int version = 1; version <= SchemaInstaller.VERSION; version++) {
                String script = SchemaInstaller.script(dialect, TableNames.standard(), version);
                assertThat(script).doesNotContain("${");
                assertThat(SchemaInstaller.statements(script)).hasSizeGreaterThan(version == 1 ? 12 : 1);
                assertThat(SchemaInstaller.statements(script))
                        .last(InstanceOfAssertFactories.STRING)
                        .startsWith("INSERT INTO portal_email_schema (version, installed_at) VALUES (" + version + ",");
                script.lines()
                        .filter(line -> line.contains("--"))
                        .forEach(line -> assertThat(line).doesNotContain(";").doesNotContain("'"));
            }
        }
    }

    @Test
    @DisplayName("are made only in a database that is known, and new enough")
    void detection() {
        assertThat(Dialect.of("PostgreSQL", "17.5", 17, 5)).isEqualTo(Dialect.POSTGRESQL);
        assertThat(Dialect.of("MySQL", "5.5.5-11.4.5-MariaDB", 11, 4)).isEqualTo(Dialect.MARIADB);
        assertThat(Dialect.of("Oracle", "Oracle Database 19c", 19, 0)).isEqualTo(Dialect.ORACLE);
        assertThat(Dialect.of("Microsoft SQL Server", "15.00", 15, 0)).isEqualTo(Dialect.SQLSERVER);
        assertThatThrownBy(() -> Dialect.of("MySQL", "5.7.44", 5, 7)).hasMessageContaining("too old");
        assertThatThrownBy(() -> Dialect.of("DB2/LINUXX8664", "11.5", 11, 5)).hasMessageContaining("unknown database");
    }
}
