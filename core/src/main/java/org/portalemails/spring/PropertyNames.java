package org.portalemails.spring;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Which properties there are: a misspelt group of them would be overlooked silently. Spring checks what is within a group. */
final class PropertyNames {
    /** What may follow {@code portal-emails}, in all three artifacts. */
    static final Set<String> GROUPS = new TreeSet<>(Set.of(
            "enabled",
            "sender-domains",
            "refuse-wrong-senders",
            "profile",
            "seal",
            "guard",
            "dispatcher",
            "recovery",
            "screen",
            "schema",
            "tables",
            "smtp"));

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("portal-emails");

    private PropertyNames() {}

    static void check(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream()
                        .filter(name -> PREFIX.isAncestorOf(name)
                                // An environment's PORTALEMAILS_… may be anybody's.
                                && name.getElement(0, ConfigurationPropertyName.Form.ORIGINAL)
                                        .equals("portal-emails")
                                && !GROUPS.contains(name.getElement(1, ConfigurationPropertyName.Form.DASHED)))
                        .findFirst()
                        .ifPresent(name -> {
                            throw new WrongConfigurationException(
                                    name.toString(),
                                    "there is no property " + name + ".",
                                    "After portal-emails. follows one of " + String.join(", ", GROUPS) + ".");
                        });
            }
        }
    }
}
