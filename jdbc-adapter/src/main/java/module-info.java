/**
 * The JDBC adapter: keeps the settings and the outbox in the host's database. The only module that uses {@code java.sql}. One package is
 * exported; start at {@link org.portalemails.jdbc.PortalDatabase}.
 */
module org.portalemails.jdbc {
    requires transitive org.portalemails.core;
    requires transitive java.sql;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.portalemails.jdbc;
}
