package org.portalemails.mail.sender;

import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key that mails are signed with, as far as others may know it.
 *
 * @param domain the signing domain ({@code d=}), in ASCII
 * @param selector under which it is published ({@code s=})
 * @param algorithm {@code rsa} or {@code ed25519}
 * @param publicKey as it is published ({@code p=}); empty if the private key does not tell
 */
public record SigningKey(String domain, String selector, String algorithm, String publicKey) {
    /** Refuses {@code null}. */
    public SigningKey {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(publicKey, "publicKey");
    }

    /**
     * Where it is published.
     *
     * @return the name of a TXT record
     */
    public String recordName() {
        return selector + "._domainkey." + domain;
    }

    /**
     * What to publish there.
     *
     * @return the value of a TXT record; {@code null} if the private key does not tell
     */
    public @Nullable String recordValue() {
        return publicKey.isEmpty() ? null : "v=DKIM1; k=" + algorithm + "; p=" + publicKey;
    }

    /** Whether a published key is this one: as our record has it, or as RSA keys were written first, without their frame. */
    boolean isPublishedAs(byte[] published) {
        byte[] own = Base64.getDecoder().decode(publicKey);
        int frame = own.length - published.length;
        return Arrays.equals(own, published)
                || algorithm.equals("rsa")
                        && frame > 0
                        && frame <= 24
                        && Arrays.equals(own, frame, own.length, published, 0, published.length);
    }
}
