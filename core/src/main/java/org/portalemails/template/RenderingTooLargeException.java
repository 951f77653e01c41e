package org.portalemails.template;

import org.portalemails.PortalEmailsException;

/**
 * Values made a text grow beyond {@link RenderedText#MAX_LENGTH}. Nothing is cut off silently: a mail that lacks its
 * end is a broken mail.
 */
public class RenderingTooLargeException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public RenderingTooLargeException() {
        super("rendered text: more than " + RenderedText.MAX_LENGTH + " characters");
    }
}
