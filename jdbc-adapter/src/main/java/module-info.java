/**
 * The JDBC adapter: keeps the settings and the outbox in the host's database. The only module that uses {@code java.sql}. One package is
 * exported; start at {@link org.portalemails.jdbc.PortalDatabase}.
 */
module org.portalemails.jdbc {
    requires transitive org.portalemails.core;
    requires transitive java.sql;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static spring.core;
    requires static spring.beans;
    requires static spring.context;
    requires static spring.tx;
    requires static spring.jdbc;
    requires static spring.boot;
    requires static spring.boot.autoconfigure;
    requires static jakarta.transaction;

    exports org.portalemails.jdbc;
    exports org.portalemails.jdbc.spring;
    exports org.portalemails.jdbc.jta;

    // Spring makes the beans.
    opens org.portalemails.jdbc.spring;
}
