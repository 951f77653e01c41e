package org.portalemails.mail.mime;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs a mail with DKIM (RFC 6376), relaxed/relaxed, by {@code rsa-sha256} or {@code ed25519-sha256} (RFC 8463). The
 * cryptography is the JDK's. Thread-safe.
 */
public final class DkimSigner {
    /** Signed once more than they occur, so that nobody can add a second one. */
    private static final List<String> OVERSIGNED = List.of("from", "reply-to", "to", "subject");

    private static final List<String> SIGNED = List.of(
            "from",
            "reply-to",
            "to",
            "subject",
            "date",
            "message-id",
            "auto-submitted",
            "mime-version",
            "content-type",
            "content-transfer-encoding");

    private final String domain;
    private final String selector;
    private final PrivateKey key;
    private final boolean rsa;

    /**
     * A signer.
     *
     * @param domain the signing domain, {@code d=}
     * @param selector names the public key in the DNS, {@code s=}
     * @param key an RSA or Ed25519 key
     */
    public DkimSigner(String domain, String selector, PrivateKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
        this.rsa = key.getAlgorithm().equals("RSA");
    }

    /** Writes the DKIM-Signature field. */
    void sign(Bytes head, Bytes body, Instant at, Bytes out) {
        List<Field> fields = fields(head);
        List<String> names = new ArrayList<>();
        for (String name : SIGNED) {
            if (OVERSIGNED.contains(name) || find(fields, name, 0) != null) {
                names.add(name);
            }
        }
        names.addAll(OVERSIGNED);
        String fieldValue = tags(names, bodyHash(body, 2), at.getEpochSecond());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(signedData(fields, names, fieldValue));
            // Both algorithms sign the headers; RFC 8463 hands Ed25519 their SHA-256 instead of the text.
            byte[] signature = rsa ? rsa(signedData(fields, names, fieldValue)) : ed25519(hash);
            out.ascii("DKIM-Signature:").ascii(fieldValue);
            String encoded = Base64.getEncoder().encodeToString(signature);
            for (int i = 0; i < encoded.length(); i += 70) {
                out.crlf().ascii("  ").ascii(encoded.substring(i, Math.min(i + 70, encoded.length())));
            }
            out.crlf();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("DKIM: the key of selector " + selector + " cannot sign", e);
        }
    }

    private byte[] rsa(byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(data);
        return signature.sign();
    }

    private byte[] ed25519(byte[] hash) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(hash);
        return signature.sign();
    }

    private String tags(List<String> names, String bodyHash, long seconds) {
        return " v=1; a=" + (rsa ? "rsa-sha256" : "ed25519-sha256") + "; c=relaxed/relaxed; d=" + domain + ";\r\n"
                + " s=" + selector + "; t=" + seconds + ";\r\n"
                + " h=" + String.join(":", names.subList(0, names.size() / 2)) + ":\r\n  "
                + String.join(":", names.subList(names.size() / 2, names.size())) + ";\r\n"
                + " bh=" + bodyHash + ";\r\n"
                + " b=";
    }

    /** What is hashed: the named fields, the last occurrence first, then our own field without its signature. */
    static byte[] signedData(List<Field> fields, List<String> names, String signatureField) {
        StringBuilder data = new StringBuilder(1024);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int earlier = 0;
            for (String before : names.subList(0, i)) {
                earlier += before.equals(name) ? 1 : 0;
            }
            Field field = find(fields, name, earlier);
            if (field != null) {
                data.append(name).append(':').append(relaxed(field.value())).append("\r\n");
            }
        }
        data.append("dkim-signature:").append(relaxed(signatureField));
        return data.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @org.jspecify.annotations.Nullable Field find(List<Field> fields, String name, int skip) {
        int left = skip;
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).name().equals(name) && left-- == 0) {
                return fields.get(i);
            }
        }
        return null;
    }

    /** One header field: its name in lower case, its value with folds. */
    record Field(String name, String value) {}

    static List<Field> fields(Bytes head) {
        String block = new String(head.array(), 0, head.size(), StandardCharsets.ISO_8859_1);
        List<Field> fields = new ArrayList<>();
        int from = 0;
        while (from < block.length()) {
            int end = block.indexOf("\r\n", from);
            while (end + 2 < block.length() && (block.charAt(end + 2) == ' ' || block.charAt(end + 2) == '\t')) {
                end = block.indexOf("\r\n", end + 2);
            }
            int colon = block.indexOf(':', from);
            fields.add(new Field(
                    block.substring(from, colon).strip().toLowerCase(Locale.ROOT), block.substring(colon + 1, end)));
            from = end + 2;
        }
        return fields;
    }

    /** RFC 6376 section 3.4.2. */
    static String relaxed(String value) {
        StringBuilder out = new StringBuilder(value.length());
        boolean space = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n') {
                continue;
            }
            if (c == ' ' || c == '\t') {
                space = true;
                continue;
            }
            if (space && out.length() > 0) {
                out.append(' ');
            }
            space = false;
            out.append(c);
        }
        return out.toString();
    }

    /** RFC 6376 section 3.4.4, hashed. */
    static String bodyHash(Bytes body, int from) {
        Bytes canonical = new Bytes(body.size() + 2);
        byte[] in = body.array();
        int emptyLines = 0;
        int at = from;
        while (at < body.size()) {
            int start = canonical.size();
            boolean space = false;
            while (at < body.size() && in[at] != '\r') {
                byte b = in[at++];
                if (b == ' ' || b == '\t') {
                    space = true;
                    continue;
                }
                if (start == canonical.size() && emptyLines > 0) {
                    for (; emptyLines > 0; emptyLines--) {
                        canonical.crlf();
                    }
                    start = canonical.size();
                }
                if (space) {
                    canonical.add(' ');
                    space = false;
                }
                canonical.add(b);
            }
            at += 2;
            if (canonical.size() == start) {
                emptyLines++;
            } else {
                canonical.crlf();
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(canonical.array(), 0, canonical.size());
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
