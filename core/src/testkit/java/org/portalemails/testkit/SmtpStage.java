package org.portalemails.testkit;

/** The points at which a {@link ScriptedSmtpServer} answers, and at which it can be made to misbehave. */
public enum SmtpStage {
    /** After the TCP connection. */
    GREETING,
    /** EHLO or HELO in clear. */
    EHLO,
    /** The STARTTLS command. */
    STARTTLS,
    /** Instead of the TLS handshake, after STARTTLS or at once. */
    TLS_HANDSHAKE,
    /** EHLO inside TLS. */
    EHLO_IN_TLS,
    /** AUTH and its further lines. */
    AUTH,
    /** MAIL FROM. */
    MAIL,
    /** RCPT TO. */
    RCPT,
    /** The DATA command. */
    DATA,
    /** After the DATA command was answered with 354: instead of reading the body. */
    BODY,
    /** After the final dot. */
    FINAL_DOT,
    /** RSET. */
    RSET,
    /** NOOP. */
    NOOP,
    /** QUIT. */
    QUIT
}
