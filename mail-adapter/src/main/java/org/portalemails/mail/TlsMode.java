package org.portalemails.mail;

/** How the connection to a mail server is protected. In every mode but {@link #PLAIN} the server's identity is checked. */
public enum TlsMode {
    /**
     * Connect in clear, then STARTTLS (RFC 3207) or nothing: a server, or somebody in between, that does not offer it gets
     * neither credentials nor mail. Usual port: 587. The default.
     */
    STARTTLS_REQUIRED,
    /** TLS from the first byte (RFC 8314). Usual port: 465. */
    IMPLICIT,
    /**
     * No protection at all: everybody on the way reads the links. For a relay on the same machine; anything else is
     * logged as a warning. Credentials are refused in this mode.
     */
    PLAIN
}
