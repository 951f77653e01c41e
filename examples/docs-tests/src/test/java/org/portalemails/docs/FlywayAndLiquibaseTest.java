package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.jdbc.TableNames;

@DisplayName("A host with scripts of its own")
class FlywayAndLiquibaseTest {
    private static DataSource database(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    private static void check(DataSource source) {
        new SchemaInstaller(PortalDatabase.builder(source).build()).check();
    }

    private static void migrate(DataSource dataSource) {
        // snippet: flyway
        Flyway.configure() // yours, with V1 and V2
                .dataSource(dataSource)
                .locations("classpath:db/host")
                .load()
                .migrate();
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:org/portalemails/jdbc/schema/h2")
                .table("portal_email_flyway_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(TableNames.standard().placeholders())
                .load()
                .migrate();
        // end
    }

    @Test
    @DisplayName("has Flyway make the tables beside its own V1, once")
    void flyway() throws SQLException {
        DataSource source = database("flyway");
        migrate(source);
        migrate(source);
        check(source);
        try (Connection connection = source.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select count(*) from \"flyway_schema_history\" where \"type\" = 'SQL'")) {
            rows.next();
            assertThat(rows.getInt(1)).as("the host's own history").isEqualTo(2);
        }
    }

    @Test
    @DisplayName("has Liquibase make the tables beside its own change sets, once")
    void liquibase() throws Exception {
        DataSource source = database("liquibase");
        for (int ignored : IntStream.range(0, 2).toArray()) {
            try (Connection connection = source.getConnection()) {
                // snippet: liquibase
                Liquibase liquibase = new Liquibase(
                        "db/changelog.xml", new ClassLoaderResourceAccessor(), new JdbcConnection(connection));
                liquibase.setChangeLogParameter("dialect", "h2");
                TableNames.standard().placeholders().forEach(liquibase::setChangeLogParameter);
                liquibase.update(new Contexts());
                // end
            }
        }
        check(source);
    }

    @Test
    @DisplayName("has every script in the changelog that is shown")
    void everyVersion() {
        String changelog =
                Documents.read(Documents.ROOT.resolve("examples/docs-tests/src/test/resources/db/changelog.xml"));
        for (int version = 1; version <= SchemaInstaller.VERSION; version++) {
            assertThat(changelog).contains("/V" + version + "__");
        }
    }
}
