package org.portalemails.settings;

import java.util.List;
import java.util.Optional;
import org.portalemails.PortalEmailsException;

/**
 * Somebody saved in between: the version on which the edit was based is no longer the newest. Nothing was changed. The
 * administrator acts: look at {@link #newest()}, then save again on top of its version.
 */
public class StaleSettingsException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<StoredSettings> newest;
    private final transient List<SettingsChange> changes;
    private final long expectedVersion;

    /**
     * Creates the exception.
     *
     * @param expectedVersion the version on which the edit was based; 0 for "there were none"
     * @param newest what is stored now; empty if nothing is
     */
    public StaleSettingsException(long expectedVersion, Optional<StoredSettings> newest) {
        this(expectedVersion, newest, List.of());
    }

    /**
     * Creates the exception.
     *
     * @param expectedVersion the version on which the edit was based; 0 for "there were none"
     * @param newest what is stored now; empty if nothing is
     * @param changes what the others changed in between
     */
    public StaleSettingsException(long expectedVersion, Optional<StoredSettings> newest, List<SettingsChange> changes) {
        super("the edit was based on version " + expectedVersion + ", the settings are "
                + newest.map(stored -> "at version " + stored.version()).orElse("not there"));
        this.expectedVersion = expectedVersion;
        this.newest = newest;
        this.changes = List.copyOf(changes);
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
     * What the others changed since the version on which the refused edit was based.
     *
     * @return filled in by the settings screen; empty as a store throws it
     */
    public List<SettingsChange> changes() {
        return changes;
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
