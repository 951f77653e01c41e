package org.portalemails.settings;

import java.util.NoSuchElementException;

/** There is no such version of somebody's settings. Nothing was changed. */
public class UnknownVersionException extends NoSuchElementException {
    private static final long serialVersionUID = 1L;

    private final long version;

    /**
     * Creates the exception.
     *
     * @param version the version that was asked for
     */
    public UnknownVersionException(long version) {
        super("version " + version + ": there is no such version");
        this.version = version;
    }

    /** The version that was asked for. */
    public long version() {
        return version;
    }
}
