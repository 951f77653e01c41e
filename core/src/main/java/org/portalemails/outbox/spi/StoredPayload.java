package org.portalemails.outbox.spi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A mail as bytes, as {@link PayloadCodec} writes and reads them: everything but its links in clear, every link sealed or
 * still to be minted.
 */
public final class StoredPayload {
    private final byte[] bytes;

    private StoredPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps bytes from storage.
     *
     * @param bytes copied
     * @return the payload
     */
    public static StoredPayload of(byte[] bytes) {
        return new StoredPayload(bytes.clone());
    }

    /** Wraps bytes that nobody else holds. */
    static StoredPayload owned(byte[] bytes) {
        return new StoredPayload(bytes);
    }

    /**
     * The bytes, for storage.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The bytes themselves, for the codec. */
    byte[] shared() {
        return bytes;
    }

    /**
     * How many bytes it takes.
     *
     * @return the length
     */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredPayload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The size only. */
    @Override
    public String toString() {
        return "StoredPayload[" + bytes.length + " bytes]";
    }
}
