package org.portalemails.mail;

import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.util.Locale;
import java.util.Objects;
import org.portalemails.mail.mime.DkimSigner;

/**
 * A key to sign mails with (DKIM, RFC 6376). Rotation: publish the new key under a new selector, build the transport with
 * it, and leave the old public key in the DNS for as long as mails signed with it may be on their way. Several keys at
 * once, say RSA and Ed25519 (RFC 8463), give several signatures.
 */
public final class DkimKey {
    private static final int SHORTEST_RSA = 1024;

    private final String domain;
    private final String selector;
    private final PrivateKey key;

    /**
     * A key.
     *
     * @param domain the signing domain ({@code d=}): the domain of the From address or one above it, in ASCII
     * @param selector where the public key stands: {@code selector._domainkey.domain} ({@code s=})
     * @param key an RSA key of at least 1024 bits (2048 are usual), or an Ed25519 key
     * @throws IllegalArgumentException if the names are not ones, or the key is of another kind
     */
    public DkimKey(String domain, String selector, PrivateKey key) {
        this.domain = name(domain, "domain");
        this.selector = name(selector, "selector");
        this.key = Objects.requireNonNull(key, "key");
        boolean edwards =
                key.getAlgorithm().equals("Ed25519") || key.getAlgorithm().equals("EdDSA");
        boolean rsa = key.getAlgorithm().equals("RSA");
        if (!edwards && !rsa) {
            throw new IllegalArgumentException("key: RSA or Ed25519");
        }
        if (key instanceof RSAKey rsaKey && rsaKey.getModulus().bitLength() < SHORTEST_RSA) {
            throw new IllegalArgumentException("key: RSA with at least " + SHORTEST_RSA + " bits");
        }
    }

    private static String name(String text, String what) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean sound = !lower.isEmpty()
                && lower.length() <= 200
                && lower.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._".indexOf(c) >= 0);
        if (!sound) {
            throw new IllegalArgumentException(what + ": a DNS name in ASCII");
        }
        return lower;
    }

    DkimSigner signer() {
        return new DkimSigner(domain, selector, key);
    }

    /** Domain and selector. */
    @Override
    public String toString() {
        return "DkimKey[" + selector + "._domainkey." + domain + "]";
    }
}
