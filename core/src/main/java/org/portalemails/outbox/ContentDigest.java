package org.portalemails.outbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What stands for a whole mail where few bytes are wanted. */
final class ContentDigest {
    private static final byte[] PURPOSE = "portal-emails:mark:2:".getBytes(StandardCharsets.US_ASCII);

    private ContentDigest() {}

    static byte[] of(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(PURPOSE);
            return digest.digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
