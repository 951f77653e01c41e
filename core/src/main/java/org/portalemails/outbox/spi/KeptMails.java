package org.portalemails.outbox.spi;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.portalemails.email.MailId;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SealedSecret;
import org.portalemails.outbox.UnreadablePayloadException;

/**
 * The words of sent mails as they are kept: compressed, and encrypted by AES-256-GCM (NIST SP 800-38D) with a key of their own for each,
 * which alone the host's sealer locks away.
 *
 * <p>Form: the bytes {@code P}, {@code E}, 3; the id of the sealer's key and the sealed key, each with its length in four bytes; the
 * ciphertext. A key is used once, so the nonce is zero.
 */
final class KeptMails {
    static final byte VERSION = 3;

    /** No mail is larger, and no damaged one may ask for more. */
    private static final int MOST_BYTES = 8 << 20;

    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final PayloadSealer sealer;
    private final SecureRandom random = new SecureRandom();

    KeptMails(PayloadSealer sealer) {
        this.sealer = sealer;
    }

    StoredPayload write(MailId id, byte[] content) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        SealedSecret sealed = sealer.seal(key, belonging(id));
        byte[] keyId = sealed.keyId().getBytes(StandardCharsets.UTF_8);
        byte[] sealedKey = sealed.toBytes();
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, key, id, compressed(content));
        ByteBuffer out =
                ByteBuffer.allocate(3 + 2 * Integer.BYTES + keyId.length + sealedKey.length + encrypted.length);
        out.put(new byte[] {'P', 'E', VERSION});
        out.putInt(keyId.length)
                .put(keyId)
                .putInt(sealedKey.length)
                .put(sealedKey)
                .put(encrypted);
        return StoredPayload.owned(out.array());
    }

    /** What was written; the buffer stands behind the first three bytes. */
    byte[] read(MailId id, ByteBuffer in) {
        try {
            String keyId = new String(bytes(in, in.getInt()), StandardCharsets.UTF_8);
            SealedSecret sealed = new SealedSecret(keyId, bytes(in, in.getInt()));
            byte[] encrypted = bytes(in, in.remaining());
            byte[] key = sealer.open(sealed, belonging(id));
            if (key.length != KEY_BYTES) {
                throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
            }
            return expanded(crypt(Cipher.DECRYPT_MODE, key, id, encrypted));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        if (count < 0 || count > in.remaining()) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static byte[] belonging(MailId id) {
        return ("portal-emails:kept:" + id.value()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] crypt(int mode, byte[] key, MailId id, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[12]));
            cipher.updateAAD(belonging(id));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException | ProviderException e) {
            // The second one for what is shorter than a tag.
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.SEAL_BROKEN);
        }
    }

    private static byte[] compressed(byte[] content) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 3 + 64);
            byte[] chunk = new byte[4096];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] expanded(byte[] compressed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteArrayOutputStream out = new ByteArrayOutputStream(compressed.length * 4);
            byte[] chunk = new byte[4096];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 || out.size() > MOST_BYTES) {
                    throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
                }
                out.write(chunk, 0, count);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        } finally {
            inflater.end();
        }
    }
}
