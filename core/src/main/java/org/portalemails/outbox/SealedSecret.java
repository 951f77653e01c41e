package org.portalemails.outbox;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A secret as it may be stored: the id of the key that opens it, and bytes that say nothing without that key. */
public final class SealedSecret {
    private final String keyId;
    private final byte[] bytes;

    /**
     * Creates one.
     *
     * @param keyId 1 to 64 characters
     * @param bytes copied
     */
    public SealedSecret(String keyId, byte[] bytes) {
        if (keyId.isEmpty() || keyId.length() > 64) {
            throw new IllegalArgumentException("key id: 1 to 64 characters");
        }
        this.keyId = keyId;
        this.bytes = bytes.clone();
    }

    /**
     * Which key opens it.
     *
     * @return not a secret
     */
    public String keyId() {
        return keyId;
    }

    /**
     * The sealed bytes.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealedSecret that && keyId.equals(that.keyId) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return keyId.hashCode() * 31 + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealedSecret[key " + keyId + "]";
    }
}
