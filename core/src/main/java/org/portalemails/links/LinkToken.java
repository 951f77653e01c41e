package org.portalemails.links;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The secret part of a link. Whoever holds it may use the link, so it stands in the mail and nowhere else: storages keep its {@link
 * #hash()}, and {@link #toString()} does not show it.
 *
 * @param value the secret
 */
public record LinkToken(String value) {
    /** 256 bits; 128 are out of reach for guessing. */
    private static final int BYTES = 32;

    /** None of ours is longer; what is, is not worth hashing. */
    private static final int LONGEST = 64;

    /** Refuses {@code null}. */
    public LinkToken {
        Objects.requireNonNull(value, "token");
    }

    /**
     * A new one.
     *
     * @return 256 bits from the platform's secure source, as 43 letters, digits, hyphens and underscores
     */
    public static LinkToken random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * Whatever a request brought. What cannot be a token becomes one that nobody has, so that it costs the same work and gets the same
     * answer as one that was never issued.
     *
     * @param received anything, also {@code null}
     * @return a token
     */
    public static LinkToken received(@Nullable String received) {
        return new LinkToken(received == null || received.length() > LONGEST ? "" : received);
    }

    /**
     * What a storage keeps and looks up.
     *
     * @return SHA-256 in 64 lower-case hexadecimal digits
     */
    public String hash() {
        return digest("token", value);
    }

    /** Names a link without giving it away: for addresses and names of cookies. Not what is stored. */
    String publicId() {
        return digest("id", value).substring(0, 16);
    }

    /**
     * What is kept of a value with which a browser proves that it is the same one.
     *
     * @param browser as the host passed it
     * @return SHA-256 in 64 lower-case hexadecimal digits, or {@code null} if the host passed nothing
     */
    public static @Nullable String browserHash(String browser) {
        return browser.isBlank() ? null : digest("browser", browser);
    }

    private static String digest(String kind, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(("portal-emails:link:" + kind + "\n" + text).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LinkToken[secret]";
    }
}
