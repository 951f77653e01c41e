package org.portalemails.settings;

import java.util.List;
import java.util.stream.Collectors;
import org.portalemails.PortalEmailsException;

/** Settings are refused, and nothing was changed; carries everything that is wrong, warnings included. */
public class InvalidSettingsException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final transient List<SettingsViolation> violations;

    /**
     * Creates the exception.
     *
     * @param violations what is wrong; at least one of them an error
     */
    public InvalidSettingsException(List<SettingsViolation> violations) {
        super(violations.stream().map(SettingsViolation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /**
     * What is wrong.
     *
     * @return in the order of the screen; unmodifiable
     */
    public List<SettingsViolation> violations() {
        return violations;
    }
}
