package com.example.server;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The ERP's database, as the container gives it: in the transaction of the caller, and outside of it. */
// snippet: data-sources
@DataSourceDefinition(
        name = DataSources.IN_TRANSACTIONS,
        className = "org.h2.jdbcx.JdbcDataSource",
        url = DataSources.URL,
        user = "sa",
        password = "")
@DataSourceDefinition(
        name = DataSources.FOR_WORKERS,
        className = "org.h2.jdbcx.JdbcDataSource",
        url = DataSources.URL,
        user = "sa",
        password = "",
        transactional = false)
// end
@ApplicationScoped
class DataSources {
    static final String IN_TRANSACTIONS = "java:app/jdbc/erp";
    static final String FOR_WORKERS = "java:app/jdbc/erp-workers";
    static final String URL = "jdbc:h2:mem:erp";

    @Resource(lookup = FOR_WORKERS)
    DataSource workers;

    /** The ERP's own table. First: until the delay is set, an H2 in memory ends with its last connection. */
    void table(@Observes @Priority(1) @Initialized(ApplicationScoped.class) Object application) throws SQLException {
        try (Connection connection = workers.getConnection();
                Statement statement = connection.createStatement()) {
            // Not in the address: some servers take what follows a semicolon for a property of the data source.
            statement.execute("set db_close_delay -1");
            statement.execute("create table if not exists representative (id varchar(100) primary key)");
        }
    }
}
