package org.portalemails.mail.sender;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.sender.Resolver.Answer;
import org.portalemails.mail.sender.Resolver.RecordType;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport.Aspect;
import org.portalemails.sender.SenderReport.DnsRecord;
import org.portalemails.sender.SenderReport.Finding;
import org.portalemails.sender.SenderReport.Verdict;

/** Whether the public half of a key is published, so that it is accepted (RFC 6376, section 3.6.1). */
final class DkimCheck {
    private static final int SHORTEST_RSA = 1024;

    private DkimCheck() {}

    static Finding of(SigningKey key, Resolver resolver) {
        Answer answer = resolver.ask(key.recordName(), RecordType.TXT);
        SenderReason reason = answer.answered() ? reason(key, answer.records()) : SenderReason.DKIM_NO_ANSWER;
        String value = reason.verdict() == Verdict.WRONG ? key.recordValue() : null;
        return new Finding(
                Aspect.DKIM,
                reason,
                key.domain(),
                key.selector(),
                value == null ? null : new DnsRecord(key.recordName(), RecordType.TXT.name(), value));
    }

    private static SenderReason reason(SigningKey key, List<String> records) {
        if (records.isEmpty()) {
            return SenderReason.DKIM_MISSING;
        }
        if (records.size() > 1) {
            return SenderReason.DKIM_SEVERAL;
        }
        TagList tags = TagList.parse(records.get(0));
        boolean versionFits = tags != null
                && (!tags.has("v")
                        || tags.first().equals("v") && tags.get("v", "").equals("DKIM1"));
        if (tags == null || !versionFits || !tags.has("p")) {
            return SenderReason.DKIM_SYNTAX;
        }
        String p = tags.get("p", "").replaceAll("\\s", "");
        if (p.isEmpty()) {
            return SenderReason.DKIM_REVOKED;
        }
        byte[] published = decoded(p);
        if (published == null) {
            return SenderReason.DKIM_SYNTAX;
        }
        if (!tags.allows("h", "sha256") || !tags.allows("s", "email")) {
            return SenderReason.DKIM_OTHER_USE;
        }
        if (key.publicKey().isEmpty()) {
            return SenderReason.DKIM_NOT_COMPARED;
        }
        if (!tags.get("k", "rsa").equals(key.algorithm()) || !key.isPublishedAs(published)) {
            return isShort(published) ? SenderReason.DKIM_SHORT_KEY : SenderReason.DKIM_OTHER_KEY;
        }
        return tags.names("t", "y") ? SenderReason.DKIM_TESTING : SenderReason.DKIM_PUBLISHED;
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isShort(byte[] published) {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(published)) instanceof RSAKey rsa
                    && rsa.getModulus().bitLength() < SHORTEST_RSA;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
