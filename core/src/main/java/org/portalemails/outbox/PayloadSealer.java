package org.portalemails.outbox;

/**
 * Port: protects what is stored. Locks a link away before it is stored, and opens it when the mail leaves; marks every mail, and sees
 * from the mark whether it is still what was announced.
 *
 * <p>Choices: {@link AesGcmSealer}; a host's own, in front of a key service; by explicit choice, and loud: {@link #unprotected()}, which allows
 * only links that are minted when the mail leaves, and {@link #acceptingThatLinksCanBeReadInTheDatabase()}. There is no default.
 *
 * <p>For whoever implements it: called from many threads, {@code seal} and {@code authenticate} inside the host's transaction. The
 * associated data says to which mail and field a secret belongs; {@code open} must fail when it differs from that of {@code seal}, so that a
 * sealed link cannot be moved to another row. {@code authenticate} and {@code verify} need not be implemented where {@code seal} binds
 * its associated data. Whatever cannot be opened or verified, also rubbish, is an {@link UnreadablePayloadException} and nothing else. Neither
 * its own text nor that of what it sealed shows a secret.
 */
public interface PayloadSealer {
    /**
     * Seals; the same secret has another sealed form each time.
     *
     * @param clear what to seal, from none to at least 2,000 bytes; not kept
     * @param associatedData to what it belongs; not a secret
     * @return the sealed form, with the id of the key; these two, as id and bytes, are all that is stored
     */
    SealedSecret seal(byte[] clear, byte[] associatedData);

    /**
     * Opens.
     *
     * @param sealed what {@link #seal} returned, perhaps under an older key
     * @param associatedData the same as then
     * @return the clear bytes
     * @throws UnreadablePayloadException if the key is not known any more, or any byte of the sealed form or of its associated data was
     *     changed
     */
    byte[] open(SealedSecret sealed, byte[] associatedData);

    /**
     * Marks a whole mail. By default seals nothing, with a digest of the mail (SHA-256) as associated data.
     *
     * @param content the mail as bytes, of any length; not kept
     * @return the mark, with the id of the key; at most 1,000 bytes, not a secret
     */
    default SealedSecret authenticate(byte[] content) {
        return seal(new byte[0], ContentDigest.of(content));
    }

    /**
     * Compares a mark with a mail, in time that does not depend on where they differ.
     *
     * @param mark what stands beside the mail
     * @param content the mail as bytes
     * @throws UnreadablePayloadException if the key is not known any more, or the mark is not that of the mail
     */
    default void verify(SealedSecret mark, byte[] content) {
        open(mark, ContentDigest.of(content));
    }

    /**
     * Protects nothing: whoever can write to the table can send the mails elsewhere, with other words, as from this sender. Damage
     * by chance is noticed. Announcing a link that exists already is refused, so that only links minted at send are possible. For tests and development;
     * says so in the log, loudly, whenever it is asked for.
     *
     * @return the sealer
     */
    static PayloadSealer unprotected() {
        return UnprotectedSealer.loudly();
    }

    /**
     * Seals nothing: links stand in the database as they are, and whoever reads it, its backups or its replicas can register or set
     * passwords for others; whoever writes to it can change mails. For development only; says so in the log, loudly, whenever it is
     * asked for.
     *
     * @return the sealer
     */
    static PayloadSealer acceptingThatLinksCanBeReadInTheDatabase() {
        return new ClearTextSealer();
    }
}
