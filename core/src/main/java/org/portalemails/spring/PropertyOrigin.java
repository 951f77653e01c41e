package org.portalemails.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** Where a property is written: file, line and column, or a variable of the environment. */
final class PropertyOrigin {
    private PropertyOrigin() {}

    /** Of a property, or of the first element of a list; {@code null} if it is not set or nobody knows. */
    static @Nullable Origin of(String property, Environment environment) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found == null) {
                found = source.getConfigurationProperty(name.append("[0]"));
            }
            if (found != null) {
                return found.getOrigin();
            }
        }
        return null;
    }

    /** What is wrong, in our name, and where. */
    static String told(String problem, @Nullable Origin origin) {
        return "Portal Emails: " + problem + (origin == null ? "" : "\n\n    It is written in: " + origin);
    }
}
