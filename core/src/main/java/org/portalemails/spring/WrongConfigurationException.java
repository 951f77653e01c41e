package org.portalemails.spring;

import java.util.Objects;
import org.portalemails.PortalEmailsException;

/** The application cannot start as it is configured. Spring Boot prints what is wrong and what to write, instead of a stack trace. */
public final class WrongConfigurationException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, naming the property or the bean; no secrets
     * @param action what to write instead
     */
    public WrongConfigurationException(String problem, String action) {
        super(problem);
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
            throw new WrongConfigurationException(property + ": " + e.getMessage(), action);
        }
    }
}
