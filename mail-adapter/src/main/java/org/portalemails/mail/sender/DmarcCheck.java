package org.portalemails.mail.sender;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.sender.Resolver.Answer;
import org.portalemails.mail.sender.Resolver.RecordType;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport.Aspect;
import org.portalemails.sender.SenderReport.DnsRecord;
import org.portalemails.sender.SenderReport.Finding;

/**
 * Which policy a domain has, and whether mails meet it. The organizational domain is found by walking up the tree of names (RFC 9989,
 * section 4.10), which needs no list of public suffixes.
 */
final class DmarcCheck {
    private static final int LONGEST_WALK = 8;
    private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");

    private final Resolver resolver;
    private @Nullable String unanswered;
    private boolean several;

    DmarcCheck(Resolver resolver) {
        this.resolver = resolver;
    }

    /** A record that was found on the way up, and where. */
    private record Found(String domain, TagList tags) {}

    /**
     * The finding for a sender.
     *
     * @param from the domain of the sender
     * @param envelope the domain of the envelope sender, or {@code null} if it is not ours
     * @param signing the domains of our signatures
     * @param serverMaySign whether the mail server may sign for the sender, or send with an envelope sender of its domain
     */
    Finding check(String from, @Nullable String envelope, List<String> signing, boolean serverMaySign) {
        List<Found> found = walk(from);
        if (unanswered != null) {
            return finding(SenderReason.DMARC_NO_ANSWER, from, unanswered);
        }
        boolean own = !found.isEmpty() && found.get(0).domain().equals(from);
        if (several && !own) {
            return finding(SenderReason.DMARC_SEVERAL, from, "");
        }
        if (found.isEmpty()) {
            return new Finding(
                    Aspect.DMARC,
                    SenderReason.DMARC_MISSING,
                    from,
                    "",
                    new DnsRecord(
                            "_dmarc." + from, RecordType.TXT.name(), "v=DMARC1; p=none; rua=mailto:dmarc@" + from));
        }
        String organization = organization(from, found);
        Found policy = own
                ? found.get(0)
                : found.stream()
                        .filter(one -> one.domain().equals(organization))
                        .findFirst()
                        .orElse(found.get(found.size() - 1));
        String wrong = wrongTag(policy.tags());
        if (wrong != null) {
            return finding(SenderReason.DMARC_SYNTAX, policy.domain(), wrong);
        }
        boolean aligned = envelope != null
                && isAligned(from, organization, envelope, policy.tags().get("aspf", "r"));
        for (String domain : signing) {
            aligned = aligned
                    || isAligned(from, organization, domain, policy.tags().get("adkim", "r"));
        }
        String p = policy.tags().get("p", "");
        String applied = own ? p : policy.tags().get("sp", p);
        if (aligned) {
            return finding(
                    applied.equals("none") ? SenderReason.DMARC_NONE : SenderReason.DMARC_IN_FORCE, from, applied);
        }
        if (unanswered != null) {
            return finding(SenderReason.DMARC_NO_ANSWER, from, unanswered);
        }
        return finding(
                serverMaySign ? SenderReason.DMARC_BY_SERVER : SenderReason.DMARC_NOT_ALIGNED,
                from,
                envelope == null ? "" : envelope);
    }

    private static Finding finding(SenderReason reason, String domain, String detail) {
        return new Finding(Aspect.DMARC, reason, domain, detail, null);
    }

    /** From a domain up to its top-level domain, at most eight names; the nearest first. */
    private List<Found> walk(String start) {
        List<Found> found = new ArrayList<>();
        String domain = start;
        while (true) {
            TagList record = recordOf(domain);
            if (record != null) {
                found.add(new Found(domain, record));
                String psd = record.get("psd", "u");
                if (psd.equals("y") || psd.equals("n")) {
                    return found;
                }
            }
            String[] labels = domain.split("\\.");
            if (labels.length == 1 || unanswered != null) {
                return found;
            }
            int skip = Math.max(1, labels.length - LONGEST_WALK + 1);
            domain = String.join(".", List.of(labels).subList(skip, labels.length));
        }
    }

    private @Nullable TagList recordOf(String domain) {
        Answer answer = resolver.ask("_dmarc." + domain, RecordType.TXT);
        if (!answer.answered()) {
            unanswered = "_dmarc." + domain;
            return null;
        }
        List<String> records =
                answer.records().stream().filter(DmarcCheck::isRecord).toList();
        several |= records.size() > 1;
        return records.size() == 1 ? lenient(records.get(0)) : null;
    }

    private static boolean isRecord(String text) {
        int end = text.indexOf(';');
        String first = end < 0 ? text : text.substring(0, end);
        return first.replaceAll("[ \t]", "").equals("v=DMARC1");
    }

    /** What is no list of tags is still a record that somebody published: one without a policy. */
    private static TagList lenient(String record) {
        TagList tags = TagList.parse(record);
        return tags == null ? java.util.Objects.requireNonNull(TagList.parse("v=DMARC1; p=?")) : tags;
    }

    private static @Nullable String wrongTag(TagList tags) {
        if (!POLICIES.contains(tags.get("p", ""))) {
            return "p";
        }
        if (!POLICIES.contains(tags.get("sp", "none"))) {
            return "sp";
        }
        for (String mode : List.of("adkim", "aspf")) {
            if (!Set.of("r", "s").contains(tags.get(mode, "r"))) {
                return mode;
            }
        }
        return null;
    }

    private static String organization(String start, List<Found> found) {
        for (Found one : found) {
            String psd = one.tags().get("psd", "u");
            if (psd.equals("n")) {
                return one.domain();
            }
            if (psd.equals("y") && !one.domain().equals(start)) {
                String below = start.substring(0, start.length() - one.domain().length() - 1);
                return below.substring(below.lastIndexOf('.') + 1) + "." + one.domain();
            }
        }
        return found.isEmpty() ? start : found.get(found.size() - 1).domain();
    }

    private boolean isAligned(String from, String organization, String other, String mode) {
        return other.equals(from)
                || mode.equals("r") && organization(other, walk(other)).equals(organization);
    }
}
