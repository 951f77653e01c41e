package org.portalemails.outbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.portalemails.PortalEmailsException;

/**
 * Seals with AES-256 in Galois/Counter Mode (NIST SP 800-38D): a random nonce of 96 bits and a tag of 128 bits for each
 * secret, the mail's identity as associated data. Marks mails with HMAC-SHA-256 (RFC 2104) under a key of its own, which is derived from
 * the host's by the second step of HKDF (RFC 5869 section 2.3).
 *
 * <p>Rotation: add a new key and make it current; keep the old one until every mail that was sealed or marked with it has left or
 * expired. A random nonce is safe for 2³² secrets under one key: rotate long before.
 *
 * <p>Stops somebody who can read or change the database but not the host's key: they can read a mail's words, hold it up or remove it, but
 * neither change it nor send it to somebody else. Does not stop somebody who can read the host's memory.
 */
public final class AesGcmSealer implements PayloadSealer {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String MAC = "HmacSHA256";

    private final String currentKeyId;
    private final Map<String, Keys> keys;
    private final SecureRandom random = new SecureRandom();

    /** One for links, one for marks. */
    private record Keys(SecretKey links, SecretKey marks) {}

    private AesGcmSealer(String currentKeyId, Map<String, Keys> keys) {
        this.currentKeyId = currentKeyId;
        this.keys = keys;
    }

    /**
     * A sealer with one key.
     *
     * @param keyId names the key in every row: 1 to 64 ASCII letters, digits, dots, hyphens and underscores
     * @param key 32 random bytes; copied
     * @return the sealer
     * @throws IllegalArgumentException if the key is not 32 bytes long
     */
    public static AesGcmSealer of(String keyId, byte[] key) {
        return new AesGcmSealer(requireId(keyId), Map.of(keyId, requireKey(keyId, key)));
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
        Map<String, Keys> more = new LinkedHashMap<>(keys);
        more.put(requireId(keyId), requireKey(keyId, key));
        return new AesGcmSealer(currentKeyId, Map.copyOf(more));
    }

    @Override
    public SealedSecret seal(byte[] clear, byte[] associatedData) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, known(currentKeyId).links(), new GCMParameterSpec(TAG_BITS, nonce));
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
        SecretKey key = known(sealed.keyId()).links();
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

    @Override
    public SealedSecret authenticate(byte[] content) {
        return new SealedSecret(currentKeyId, mac(known(currentKeyId).marks(), content));
    }

    @Override
    public void verify(SealedSecret mark, byte[] content) {
        byte[] expected = mac(known(mark.keyId()).marks(), content);
        if (!MessageDigest.isEqual(expected, mark.toBytes())) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.SEAL_BROKEN);
        }
    }

    private Keys known(String keyId) {
        Keys known = keys.get(keyId);
        if (known == null) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.KEY_UNKNOWN);
        }
        return known;
    }

    private static byte[] mac(SecretKey key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new PortalEmailsException("marking a mail failed", e);
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

    /** The host's key is as random as HKDF's first step would make it, so only its second step is needed, for one block. */
    private static Keys requireKey(String keyId, byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("key: 32 bytes are needed for AES-256");
        }
        byte[] purpose = ("portal-emails:mark:2:" + keyId + '\u0001').getBytes(StandardCharsets.US_ASCII);
        byte[] marks = mac(new SecretKeySpec(key, MAC), purpose);
        return new Keys(new SecretKeySpec(key, "AES"), new SecretKeySpec(marks, MAC));
    }

    /** The current key's id only. */
    @Override
    public String toString() {
        return "AesGcmSealer[" + currentKeyId + "]";
    }
}
