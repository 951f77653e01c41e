package org.portalemails.recovery;

/**
 * The answer to whoever asks for user names or a new password: one for everybody. What a page says next to it should be just as
 * equal, such as: "If an account belongs to this address, a mail is on its way."
 */
public enum RecoveryAnswer {
    /** Heard. Whether there is an account, a limit, or even an address, is nobody's business here. */
    RECEIVED
}
