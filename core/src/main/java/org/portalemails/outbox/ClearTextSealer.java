package org.portalemails.outbox;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals nothing: links stand in the database as they are, and whoever reads it, its backups or its replicas can register or
 * set passwords for others; whoever writes to it can change mails. For development only; says so in the log, loudly, whenever one is made.
 */
final class ClearTextSealer implements PayloadSealer {
    private static final Logger LOG = LoggerFactory.getLogger(ClearTextSealer.class);
    private static final String KEY_ID = "CLEAR-TEXT";

    ClearTextSealer() {
        LOG.warn(
                "Secret links will be stored IN CLEAR TEXT: whoever can read the database or a backup of it can use them,"
                        + " and whoever can write to it can change mails."
                        + " Configure an AesGcmSealer, or links minted at send.");
    }

    @Override
    public SealedSecret seal(byte[] clear, byte[] associatedData) {
        byte[] out = new byte[clear.length + Integer.BYTES];
        putInt(out, Arrays.hashCode(associatedData));
        System.arraycopy(clear, 0, out, Integer.BYTES, clear.length);
        return new SealedSecret(KEY_ID, out);
    }

    @Override
    public byte[] open(SealedSecret sealed, byte[] associatedData) {
        if (!sealed.keyId().equals(KEY_ID)) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
        }
        byte[] bytes = sealed.toBytes();
        byte[] check = new byte[Integer.BYTES];
        putInt(check, Arrays.hashCode(associatedData));
        if (bytes.length < check.length || !Arrays.equals(bytes, 0, check.length, check, 0, check.length)) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.SEAL_BROKEN);
        }
        return Arrays.copyOfRange(bytes, check.length, bytes.length);
    }

    private static void putInt(byte[] out, int value) {
        ByteBuffer.wrap(out).putInt(value);
    }
}
