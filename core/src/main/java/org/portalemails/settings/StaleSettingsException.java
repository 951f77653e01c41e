package org.portalemails.settings;

import java.util.Optional;
import org.portalemails.PortalEmailsException;

/**
 * Somebody saved in between: the version on which the edit was based is no longer the newest. Nothing was changed. The
 * administrator acts: look at {@link #newest()}, then save again on top of its version.
 */
public class StaleSettingsException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<StoredSettings> newest;
    private final long expectedVersion;

    /**
     * Creates the exception.
     *
     * @param expectedVersion the version on which the edit was based; 0 for "there were none"
     * @param newest what is stored now; empty if nothing is
     */
    public StaleSettingsException(long expectedVersion, Optional<StoredSettings> newest) {
        super("the edit was based on version " + expectedVersion + ", the settings are "
                + newest.map(stored -> "at version " + stored.version()).orElse("not there"));
        this.expectedVersion = expectedVersion;
        this.newest = newest;
    }

    /**
     * What is stored now.
     *
     * @return the newer settings, with who saved them and when; empty if there are none
     */
    public Optional<StoredSettings> newest() {
        return newest;
    }

    /**
     * The version on which the refused edit was based.
     *
     * @return 0 for "there were none"
     */
    public long expectedVersion() {
        return expectedVersion;
    }
}
