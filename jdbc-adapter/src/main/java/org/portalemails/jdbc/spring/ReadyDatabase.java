package org.portalemails.jdbc.spring;

import org.portalemails.PortalEmailsException;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.spring.WrongConfigurationException;

/**
 * A database whose tables are there, whoever defined it.
 *
 * @param database the database
 */
record ReadyDatabase(PortalDatabase database) {
    private static final String CHECKED =
            """
            Let the library do it:

                portal-emails.schema=install

            or add its scripts to yours, see "Flyway and Liquibase" in its documentation, and start again.""";

    private static final String INSTALLED =
            """
            If the application may not create tables, have them made by the library's scripts, see "Flyway and Liquibase" in its
            documentation, and write

                portal-emails.schema=check""";

    static ReadyDatabase of(PortalDatabase database, DatabaseProperties.Schema schema) {
        SchemaInstaller installer = new SchemaInstaller(database);
        try {
            switch (schema) {
                case INSTALL -> installer.install();
                case CHECK -> installer.check();
                case OFF -> {}
            }
            return new ReadyDatabase(database);
        } catch (PortalEmailsException e) {
            throw new WrongConfigurationException(
                    String.valueOf(e.getMessage()), schema == DatabaseProperties.Schema.CHECK ? CHECKED : INSTALLED);
        }
    }
}
