package org.portalemails.spring;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;

/** The application cannot start as it is configured. Spring Boot prints what is wrong and what to write, instead of a stack trace. */
public final class WrongConfigurationException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String property;
    private final String action;

    /**
     * Something is missing: a bean, or a property.
     *
     * @param problem what is wrong, naming it; no secrets
     * @param action what to write
     */
    public WrongConfigurationException(String problem, String action) {
        this(null, problem, action);
    }

    /**
     * A property is wrong. Where it is written is told beside it.
     *
     * @param property its name
     * @param problem what is wrong, naming the property; no secrets
     * @param action what to write instead
     */
    public WrongConfigurationException(@Nullable String property, String problem, String action) {
        super(problem);
        this.property = property;
        this.action = Objects.requireNonNull(action, "action");
    }

    /**
     * What to do.
     *
     * @return what to write
     */
    public String action() {
        return action;
    }

    /**
     * The property that is wrong.
     *
     * @return its name, or what the names of several have in common; empty if something is missing
     */
    public Optional<String> property() {
        return Optional.ofNullable(property);
    }

    /**
     * Reads one property, or several that belong together.
     *
     * @param property its name, or what the names have in common
     * @param action what to write instead of a value that is refused
     * @param value reads it
     * @param <T> its type
     * @return the value
     * @throws WrongConfigurationException if it is refused
     */
    public static <T> T named(String property, String action, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | PortalEmailsException e) {
            if (e instanceof WrongConfigurationException known) {
                throw known;
            }
            throw new WrongConfigurationException(property, property + ": " + e.getMessage(), action);
        }
    }
}
