package org.portalemails.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.portalemails.mail.mime.DkimSigner;
import org.portalemails.mail.sender.SigningKey;

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

    /**
     * What others may know of it: where its public half is to be published, and as what.
     *
     * @return for a page, or for {@link org.portalemails.mail.sender.DnsSenderCheck}
     */
    public SigningKey published() {
        boolean rsa = key.getAlgorithm().equals("RSA");
        return new SigningKey(domain, selector, rsa ? "rsa" : "ed25519", publicHalf());
    }

    /** Empty where the private key does not tell, as one in a device. */
    private String publicHalf() {
        try {
            if (key instanceof RSAPrivateCrtKey rsa) {
                RSAPublicKeySpec spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
                byte[] encoded =
                        KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded();
                return Base64.getEncoder().encodeToString(encoded);
            }
            if (key instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
                // The JDK derives a public key only while it makes a pair: so it makes the same pair again.
                KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
                generator.initialize(
                        NamedParameterSpec.ED25519,
                        new GivenBytes(edwards.getBytes().get()));
                byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
                return Base64.getEncoder()
                        .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            }
        } catch (GeneralSecurityException e) {
            return "";
        }
        return "";
    }

    /** What makes a pair of known bytes. */
    private static final class GivenBytes extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] given;

        GivenBytes(byte[] given) {
            this.given = given;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(given, 0, bytes, 0, bytes.length);
        }
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
