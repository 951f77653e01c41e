package org.portalemails.outbox;

/**
 * Port: locks a link away before it is stored, and opens it when the mail leaves.
 *
 * <p>Choices: {@link AesGcmSealer}; a host's own, in front of a key service; {@link #refusing()}, the default, which allows
 * only links that are minted when the mail leaves; {@link ClearTextSealer}, loud.
 *
 * <p>For whoever implements it: called from many threads, {@code seal} inside the host's transaction. The associated data
 * says to which mail and field a secret belongs; {@code open} must fail when it differs from that of {@code seal}, so that a
 * sealed link cannot be moved to another row.
 */
public interface PayloadSealer {
    /**
     * Seals.
     *
     * @param clear what to seal; not kept
     * @param associatedData to what it belongs; not a secret
     * @return the sealed form, with the id of the key
     */
    SealedSecret seal(byte[] clear, byte[] associatedData);

    /**
     * Opens.
     *
     * @param sealed what {@link #seal} returned, perhaps under an older key
     * @param associatedData the same as then
     * @return the clear bytes
     * @throws UnreadablePayloadException if the key is not known any more, or the secret or its associated data were
     *     changed
     */
    byte[] open(SealedSecret sealed, byte[] associatedData);

    /**
     * Seals nothing: announcing a link that exists already is refused, so that only links minted at send are possible.
     *
     * @return the sealer
     */
    static PayloadSealer refusing() {
        return RefusingSealer.INSTANCE;
    }
}
