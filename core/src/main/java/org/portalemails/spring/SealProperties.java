package org.portalemails.spring;

import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key that keeps whoever can write to the database from redirecting or rewriting mails.
 *
 * @param key 32 random bytes in Base64, the same on every node; kept where passwords are kept
 * @param keyId the name of the key, stored with each mail
 * @param oldKeys keys of before by name: what they sealed can still be read
 */
@ConfigurationProperties(prefix = "portal-emails.seal", ignoreUnknownFields = false)
record SealProperties(
        @Nullable String key, @DefaultValue("key-1") String keyId, @DefaultValue Map<String, String> oldKeys) {
    private static final int KEY_BYTES = 32;

    private static final String EXAMPLE =
            """
            Draw 32 random bytes, keep them where you keep passwords, and give every node the same:

                openssl rand -base64 32
                portal-emails.seal.key=${PORTAL_EMAILS_KEY}

            or define a bean of type PayloadSealer.""";

    PayloadSealer toSealer() {
        if (key == null || key.isBlank()) {
            throw new WrongConfigurationException("portal-emails.seal.key is missing.", EXAMPLE);
        }
        byte[] bytes = bytes("key", key);
        AesGcmSealer sealer = WrongConfigurationException.named(
                "portal-emails.seal.key-id", EXAMPLE, () -> AesGcmSealer.of(keyId, bytes));
        for (Map.Entry<String, String> old : oldKeys.entrySet()) {
            String property = "old-keys." + old.getKey();
            AesGcmSealer before = sealer;
            sealer = WrongConfigurationException.named(
                    "portal-emails.seal." + property,
                    EXAMPLE,
                    () -> before.alsoOpening(old.getKey(), bytes(property, old.getValue())));
        }
        return sealer;
    }

    private static byte[] bytes(String property, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length != KEY_BYTES) {
                throw new WrongConfigurationException(
                        "portal-emails.seal." + property,
                        "portal-emails.seal." + property + ": " + KEY_BYTES + " bytes are needed, and these are "
                                + bytes.length + ".",
                        EXAMPLE);
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            // What it says may repeat a part of the key.
            throw new WrongConfigurationException(
                    "portal-emails.seal." + property, "portal-emails.seal." + property + " is no Base64.", EXAMPLE);
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "SealProperties[" + keyId + "]";
    }
}
