package org.portalemails.language;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Tells whether a text is still the same, without keeping it: the first 64 bits of its SHA-256. */
public final class Fingerprint {
    private static final Pattern WRITTEN = Pattern.compile("[0-9a-f]{16}");

    private Fingerprint() {}

    /** 16 hexadecimal digits, the same on every machine and in every version. */
    public static String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether something can be a fingerprint. */
    public static boolean isOne(String written) {
        return WRITTEN.matcher(written).matches();
    }
}
