package org.portalemails.outbox;

import java.security.MessageDigest;
import org.portalemails.PortalEmailsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Allows no secret in the outbox, and marks mails with a checksum that anybody can make. */
final class UnprotectedSealer implements PayloadSealer {
    private static final PayloadSealer INSTANCE = new UnprotectedSealer();

    private static final Logger LOG = LoggerFactory.getLogger(UnprotectedSealer.class);
    private static final String KEY_ID = "UNPROTECTED";

    private UnprotectedSealer() {}

    static PayloadSealer loudly() {
        LOG.warn("Mails will be stored UNPROTECTED: whoever can write to the database can redirect and rewrite them."
                + " Configure an AesGcmSealer.");
        return INSTANCE;
    }

    @Override
    public SealedSecret seal(byte[] clear, byte[] associatedData) {
        throw new PortalEmailsException("a link in clear cannot be stored: mails are stored unprotected;"
                + " use links minted at send, or configure an AesGcmSealer");
    }

    @Override
    public byte[] open(SealedSecret sealed, byte[] associatedData) {
        throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
    }

    @Override
    public SealedSecret authenticate(byte[] content) {
        return new SealedSecret(KEY_ID, ContentDigest.of(content));
    }

    @Override
    public void verify(SealedSecret mark, byte[] content) {
        if (!mark.keyId().equals(KEY_ID)) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
        }
        if (!MessageDigest.isEqual(ContentDigest.of(content), mark.toBytes())) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.SEAL_BROKEN);
        }
    }
}
