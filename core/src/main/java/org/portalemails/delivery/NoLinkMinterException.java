package org.portalemails.delivery;

/** A link is to be minted at send, and the host gave nothing that mints links. */
final class NoLinkMinterException extends IllegalStateException {
    /** What the host is told. */
    static final String REMEDY =
            "no LinkMinter was given; give one with OutboxDispatcher.Builder.linkMinter, or in Spring Boot define a bean of type LinkMinter";

    private static final long serialVersionUID = 1L;

    NoLinkMinterException() {
        super(REMEDY);
    }
}
