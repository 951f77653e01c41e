/** The JDBC adapter: settings and outbox in the host's own database. The only place that knows {@code java.sql}. */
module org.portalemails.jdbc {
    requires transitive org.portalemails.core;
    requires transitive java.sql;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.portalemails.jdbc;
}
