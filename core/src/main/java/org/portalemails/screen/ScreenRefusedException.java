package org.portalemails.screen;

import org.portalemails.PortalEmailsException;

/** Somebody may not do what they asked for: see {@link ScreenAccess}. Nothing was changed. Who gives permissions in the host acts. */
public class ScreenRefusedException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final ScreenPermission lacking;

    /**
     * Creates the exception.
     *
     * @param lacking what they may not do
     */
    public ScreenRefusedException(ScreenPermission lacking) {
        super("not permitted: " + lacking);
        this.lacking = lacking;
    }

    /** What they may not do. */
    public ScreenPermission lacking() {
        return lacking;
    }
}
