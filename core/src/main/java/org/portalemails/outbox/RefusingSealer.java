package org.portalemails.outbox;

import org.portalemails.PortalEmailsException;

/** Allows no secret in the outbox. */
final class RefusingSealer implements PayloadSealer {
    static final RefusingSealer INSTANCE = new RefusingSealer();

    private RefusingSealer() {}

    @Override
    public SealedSecret seal(byte[] clear, byte[] associatedData) {
        throw new PortalEmailsException("a link in clear cannot be stored: no PayloadSealer is configured;"
                + " use links minted at send, or configure an AesGcmSealer");
    }

    @Override
    public byte[] open(SealedSecret sealed, byte[] associatedData) {
        throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
    }
}
