package org.portalemails.jdbc.spring;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames;
import org.portalemails.spring.WrongConfigurationException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The tables.
 *
 * @param schema what is done about the tables at the start: {@code install}, {@code check} or {@code off}
 * @param tables what they are called
 */
@ConfigurationProperties("portal-emails")
record DatabaseProperties(@DefaultValue("install") Schema schema, @DefaultValue Tables tables) {
    /** What is done about the tables at the start. */
    enum Schema {
        /** Creates or upgrades them. */
        INSTALL,
        /** Refuses to start unless they are what this version needs: for hosts with Flyway, Liquibase or scripts of their own. */
        CHECK,
        /** Nothing. */
        OFF
    }

    /**
     * What the tables are called.
     *
     * @param schema the database schema they lie in; the connection's search path decides unless set
     * @param prefix before the name of each
     */
    record Tables(@Nullable String schema, @Nullable String prefix) {}

    TableNames toNames() {
        TableNames prefixed = named("prefix", tables.prefix(), TableNames.standard(), TableNames::withPrefix);
        return named("schema", tables.schema(), prefixed, TableNames::inSchema);
    }

    private static TableNames named(
            String property,
            @Nullable String value,
            TableNames names,
            BiFunction<TableNames, String, TableNames> change) {
        return value == null
                ? names
                : WrongConfigurationException.named(
                        "portal-emails.tables." + property,
                        "Write the name without quotes, or leave it out.",
                        () -> change.apply(names, value));
    }
}
