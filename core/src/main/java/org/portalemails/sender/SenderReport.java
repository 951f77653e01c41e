package org.portalemails.sender;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.language.Messages;

/**
 * What was found about a sender.
 *
 * @param from the sender
 * @param replyTo where answers go, or {@code null} if that was not asked for
 * @param askedAt when
 * @param findings in the order of {@link Aspect}; empty where nothing can be asked
 */
public record SenderReport(EmailAddress from, @Nullable EmailAddress replyTo, Instant askedAt, List<Finding> findings) {
    /** What is asked for. */
    public enum Aspect {
        /** Which servers may send: the domain of the envelope sender. */
        SPF,
        /** The key that our signature is checked with; one finding for each key. */
        DKIM,
        /** What receivers do with mails that fail both, and whether ours do. */
        DMARC,
        /** Whether the sender can be answered. */
        MX,
        /** Whether answers arrive. */
        REPLY_TO_MX,
        /** Whether notices of failure arrive, where the envelope sender is of another domain. */
        ENVELOPE_MX;

        /**
         * The setting beside which it is shown.
         *
         * @return the name of a setting: {@code sendFrom} or {@code replyTo}
         */
        public String setting() {
            return this == REPLY_TO_MX ? "replyTo" : "sendFrom";
        }

        /**
         * The stable name.
         *
         * @return lower-case ASCII with hyphens
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What a finding comes to. */
    public enum Verdict {
        /** Nothing has to be done. */
        IN_ORDER,
        /** Mails may be refused or hidden because of it. */
        WRONG,
        /** It is not known: no answer came, or it does not show from here. */
        COULD_NOT_ASK;

        /**
         * The stable name.
         *
         * @return lower-case ASCII with hyphens
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A record for the DNS.
     *
     * @param name of which it is, without a dot at the end
     * @param type such as {@code TXT}
     * @param value as it is to be read; where it is longer than 255 characters, a zone file holds it in several strings
     */
    public record DnsRecord(String name, String type, String value) {
        /** As a line to copy. */
        @Override
        public String toString() {
            return name + " " + type + " " + value;
        }
    }

    /**
     * One thing that was found.
     *
     * @param aspect what was asked for
     * @param reason what was found
     * @param domain of whose records this is
     * @param detail what it is about, such as a part of a record; possibly empty
     * @param publish the record that would put it in order, or {@code null} if there is none to name
     */
    public record Finding(
            Aspect aspect, SenderReason reason, String domain, String detail, @Nullable DnsRecord publish) {
        /** Refuses {@code null}. */
        public Finding {
            Objects.requireNonNull(aspect, "aspect");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(domain, "domain");
            Objects.requireNonNull(detail, "detail");
        }

        /**
         * What that comes to.
         *
         * @return by its reason
         */
        public Verdict verdict() {
            return reason.verdict();
        }

        /**
         * What the message mentions, by name.
         *
         * @return {@code domain} and {@code detail}
         */
        public Map<String, String> arguments() {
            return Map.of("domain", domain, "detail", detail);
        }

        /**
         * What that means and what to do, for people.
         *
         * @param reader the language of the reader
         * @return one or two sentences
         */
        public String text(Locale reader) {
            return Messages.in(reader).text(reason.message(), arguments());
        }
    }

    /** Copies the list. */
    public SenderReport {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(askedAt, "askedAt");
        findings = List.copyOf(findings);
    }

    /**
     * Whether this answers a question.
     *
     * @param sender the sender
     * @param answers where answers go, or {@code null}
     * @return whether it is about these
     */
    public boolean isAbout(EmailAddress sender, @Nullable EmailAddress answers) {
        return from.equals(sender) && Objects.equals(replyTo, answers);
    }

    /**
     * What has to be put in order.
     *
     * @return possibly empty
     */
    public List<Finding> wrong() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.WRONG)
                .toList();
    }

    /** The number of findings, and of what; never an address. */
    @Override
    public String toString() {
        return "SenderReport[" + findings.stream().map(Finding::reason).toList() + "]";
    }
}
