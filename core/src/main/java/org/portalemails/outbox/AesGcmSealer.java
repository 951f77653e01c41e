package org.portalemails.outbox;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.portalemails.PortalEmailsException;

/**
 * Seals with AES-256 in Galois/Counter Mode (NIST SP 800-38D): a random nonce of 96 bits and a tag of 128 bits for each
 * secret, the mail's identity as associated data.
 *
 * <p>Rotation: add a new key and make it current; keep the old one until every mail that was sealed with it has left or
 * expired. A random nonce is safe for 2³² secrets under one key: rotate long before.
 *
 * <p>Stops somebody who can read or change the database but not the host's key. Does not stop somebody who can read the
 * host's memory.
 */
public final class AesGcmSealer implements PayloadSealer {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String currentKeyId;
    private final Map<String, SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    private AesGcmSealer(String currentKeyId, Map<String, SecretKey> keys) {
        this.currentKeyId = currentKeyId;
        this.keys = keys;
    }

    /**
     * A sealer with one key.
     *
     * @param keyId names the key in every sealed row: 1 to 64 ASCII letters, digits, dots, hyphens and underscores
     * @param key 32 random bytes; copied
     * @return the sealer
     * @throws IllegalArgumentException if the key is not 32 bytes long
     */
    public static AesGcmSealer of(String keyId, byte[] key) {
        return new AesGcmSealer(requireId(keyId), Map.of(keyId, requireKey(key)));
    }

    /**
     * The same sealer with one more key that only opens.
     *
     * @param keyId names the older key
     * @param key 32 bytes; copied
     * @return another sealer
     */
    public AesGcmSealer alsoOpening(String keyId, byte[] key) {
        if (keys.containsKey(keyId)) {
            throw new IllegalArgumentException("key id: there is a key with this id");
        }
        Map<String, SecretKey> more = new LinkedHashMap<>(keys);
        more.put(requireId(keyId), requireKey(key));
        return new AesGcmSealer(currentKeyId, Map.copyOf(more));
    }

    @Override
    public SealedSecret seal(byte[] clear, byte[] associatedData) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, keys.get(currentKeyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associatedData);
            byte[] out = new byte[NONCE_BYTES + cipher.getOutputSize(clear.length)];
            System.arraycopy(nonce, 0, out, 0, NONCE_BYTES);
            cipher.doFinal(clear, 0, clear.length, out, NONCE_BYTES);
            return new SealedSecret(currentKeyId, out);
        } catch (GeneralSecurityException e) {
            throw new PortalEmailsException("sealing a link failed, key " + currentKeyId, e);
        }
    }

    @Override
    public byte[] open(SealedSecret sealed, byte[] associatedData) {
        SecretKey key = keys.get(sealed.keyId());
        if (key == null) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
        }
        byte[] bytes = sealed.toBytes();
        if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.SEAL_BROKEN);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.SEAL_BROKEN);
        } catch (GeneralSecurityException e) {
            throw new PortalEmailsException("opening a link failed, key " + sealed.keyId(), e);
        }
    }

    private static String requireId(String keyId) {
        boolean sound = !keyId.isEmpty()
                && keyId.length() <= 64
                && keyId.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '.'
                                || c == '-'
                                || c == '_');
        if (!sound) {
            throw new IllegalArgumentException("key id: 1 to 64 ASCII letters, digits, dots, hyphens and underscores");
        }
        return keyId;
    }

    private static SecretKey requireKey(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("key: 32 bytes are needed for AES-256");
        }
        return new SecretKeySpec(key, "AES");
    }

    /** The current key's id only. */
    @Override
    public String toString() {
        return "AesGcmSealer[" + currentKeyId + "]";
    }
}
