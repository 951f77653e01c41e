package org.portalemails.mail.sender;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.sender.Resolver.Answer;
import org.portalemails.mail.sender.Resolver.RecordType;
import org.portalemails.sender.SenderCheck;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport;
import org.portalemails.sender.SenderReport.Aspect;
import org.portalemails.sender.SenderReport.DnsRecord;
import org.portalemails.sender.SenderReport.Finding;

/**
 * Asks the DNS whether mails of a sender will be believed that leave through one server. Transports have one of their own, which knows their keys
 * and their envelope sender; a host's own transport builds one.
 *
 * <p>Answers are kept for an hour, those in which something could not be asked for five minutes. A question takes five seconds at most; while one is
 * on its way, others for the same sender wait for it. It is asked on a thread of its own, which ends with it. Thread-safe.
 */
public final class DnsSenderCheck implements SenderCheck {
    private final Builder facts;
    private final KeptReports kept;

    private DnsSenderCheck(Builder facts) {
        this.facts = facts;
        this.kept = new KeptReports(this::ask, facts.clock, facts.threads, facts.patience, facts.keepFor);
    }

    /** Starts building. Without anything else: mails leave we do not know from where, unsigned, with the sender as the envelope sender. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public SenderReport check(EmailAddress from, @Nullable EmailAddress replyTo) {
        return kept.get(from, replyTo);
    }

    @Override
    public List<SenderReport> known() {
        return kept.all();
    }

    /** One whole question, until a moment by {@link System#nanoTime}: what is asked after it gets no answer. */
    private SenderReport ask(EmailAddress from, @Nullable EmailAddress replyTo, long deadline) {
        Map<String, Answer> answers = new HashMap<>();
        Resolver once = (name, type) -> {
            String key = type + " " + name.toLowerCase(Locale.ROOT);
            Answer answer = answers.get(key);
            if (answer == null) {
                answer = System.nanoTime() - deadline < 0 ? facts.resolver.ask(name, type) : Answer.NONE_CAME;
                answers.put(key, answer);
            }
            return answer;
        };
        return new SenderReport(from, replyTo, facts.clock.instant(), findings(from, replyTo, once));
    }

    private List<Finding> findings(EmailAddress from, @Nullable EmailAddress replyTo, Resolver resolver) {
        List<Finding> findings = new ArrayList<>();
        EmailAddress envelope = facts.envelopeByService ? null : facts.envelope.apply(from);
        String envelopeDomain = envelope == null ? null : envelope.domain();
        if (facts.envelopeByService) {
            findings.add(new Finding(Aspect.SPF, SenderReason.SPF_BY_SERVICE, from.domain(), "", null));
        } else if (envelope != null) {
            findings.add(spf(envelope, resolver));
        }
        for (SigningKey key : facts.keys) {
            findings.add(DkimCheck.of(key, resolver));
        }
        if (facts.keys.isEmpty()) {
            findings.add(new Finding(Aspect.DKIM, SenderReason.DKIM_BY_SERVER, from.domain(), "", null));
        }
        findings.add(new DmarcCheck(resolver)
                .check(
                        from.domain(),
                        envelopeDomain,
                        facts.keys.stream().map(SigningKey::domain).toList(),
                        facts.keys.isEmpty()));
        findings.add(mx(Aspect.MX, from.domain(), resolver));
        if (replyTo != null && !replyTo.domain().equals(from.domain())) {
            findings.add(mx(Aspect.REPLY_TO_MX, replyTo.domain(), resolver));
        }
        if (envelopeDomain != null && !envelopeDomain.equals(from.domain())) {
            findings.add(mx(Aspect.ENVELOPE_MX, envelopeDomain, resolver));
        }
        return findings;
    }

    private Finding spf(EmailAddress envelope, Resolver resolver) {
        String domain = envelope.domain();
        try {
            String record = Spf.recordOf(domain, resolver);
            if (record == null) {
                return spf(SenderReason.SPF_MISSING, domain, "", facts.terms().isEmpty() ? null : "v=spf1 ~all");
            }
            for (String address : facts.addresses) {
                Spf question = question(envelope, IpAddress.parse(address), resolver);
                if (question.check() != Spf.Result.PASS) {
                    return spf(SenderReason.SPF_NOT_LISTED, domain, address, record);
                }
            }
            if (!facts.addresses.isEmpty()) {
                return spf(SenderReason.SPF_PASSES, domain, String.join(", ", facts.addresses), null);
            }
            Spf walk = question(envelope, null, resolver);
            walk.check();
            if (facts.include == null) {
                return spf(SenderReason.SPF_VALID, domain, "", null);
            }
            return walk.included().contains(facts.include)
                    ? spf(SenderReason.SPF_NAMES_SERVICE, domain, facts.include, null)
                    : spf(SenderReason.SPF_LACKS_SERVICE, domain, facts.include, record);
        } catch (SpfError e) {
            return spf(e.reason(), domain, e.detail(), null);
        }
    }

    private Spf question(EmailAddress envelope, byte @Nullable [] address, Resolver resolver) {
        String helo = facts.helo.isEmpty() ? envelope.domain() : facts.helo;
        return new Spf(resolver, address, envelope.localPart(), envelope.domain(), helo);
    }

    /**
     * A finding.
     *
     * @param record into which the terms are to be put that let our servers send, or {@code null}
     */
    private Finding spf(SenderReason reason, String domain, String detail, @Nullable String record) {
        DnsRecord publish = record == null
                ? null
                : new DnsRecord(
                        domain, RecordType.TXT.name(), "v=spf1 " + facts.terms() + record.substring("v=spf1".length()));
        return new Finding(Aspect.SPF, reason, domain, detail, publish);
    }

    private static Finding mx(Aspect aspect, String domain, Resolver resolver) {
        Answer servers = resolver.ask(domain, RecordType.MX);
        List<String> named = servers.records();
        if (!named.isEmpty()) {
            boolean none = named.size() == 1 && named.get(0).endsWith(" .");
            return new Finding(aspect, none ? SenderReason.MX_NULL : SenderReason.MX_NAMED, domain, "", null);
        }
        Answer host = servers.answered() ? resolver.ask(domain, RecordType.A) : servers;
        if (host.answered() && host.records().isEmpty()) {
            host = resolver.ask(domain, RecordType.AAAA);
        }
        SenderReason reason = host.records().isEmpty() ? SenderReason.MX_MISSING : SenderReason.MX_IMPLICIT;
        return new Finding(aspect, host.answered() ? reason : SenderReason.MX_NO_ANSWER, domain, "", null);
    }

    /** What is known of the server through which mails leave. Every setting has a default. Not thread-safe. */
    public static final class Builder {
        private Resolver resolver = Resolver.system();
        private List<String> addresses = List.of();
        private @Nullable String include;
        private boolean envelopeByService;
        private List<SigningKey> keys = List.of();
        private Function<EmailAddress, @Nullable EmailAddress> envelope = from -> from;
        private String helo = "";
        private Clock clock = Clock.systemUTC();
        private ThreadFactory threads = Builder::daemon;
        private Duration patience = Duration.ofSeconds(5);
        private Duration keepFor = Duration.ofHours(1);

        private Builder() {}

        private static Thread daemon(Runnable work) {
            Thread thread = new Thread(work, "portal-emails-sender-check");
            thread.setDaemon(true);
            return thread;
        }

        /** What to ask. Default: {@link Resolver#system()}. */
        public Builder resolver(Resolver value) {
            this.resolver = Objects.requireNonNull(value, "resolver");
            return this;
        }

        /**
         * From which addresses mails reach other servers: those that SPF has to let through. Default: not known.
         *
         * @param literals addresses of IPv4 or IPv6
         * @throws IllegalArgumentException if one is none
         */
        public Builder sendingFrom(List<String> literals) {
            for (String literal : literals) {
                if (IpAddress.parse(literal) == null) {
                    throw new IllegalArgumentException("sendingFrom: an address such as 192.0.2.25, not a name");
                }
            }
            this.addresses = List.copyOf(literals);
            return this;
        }

        /**
         * What a mail service wants the SPF record to include. Default: nothing.
         *
         * @param domain such as {@code spf.protection.outlook.com}
         */
        public Builder spfInclude(String domain) {
            this.include = domain.toLowerCase(Locale.ROOT);
            return this;
        }

        /** Says that the mail service sends with an envelope sender of its own. */
        public Builder envelopeByService() {
            this.envelopeByService = true;
            return this;
        }

        /** The keys that mails are signed with. Default: none; the mail server may sign. */
        public Builder signedWith(List<SigningKey> value) {
            this.keys = List.copyOf(value);
            return this;
        }

        /**
         * Where bounces go. Default: to the sender.
         *
         * @param value gives the envelope sender for a sender, or {@code null} for none
         */
        public Builder envelope(Function<EmailAddress, @Nullable EmailAddress> value) {
            this.envelope = Objects.requireNonNull(value, "envelope");
            return this;
        }

        /** The name that the server gives in EHLO to others; some SPF records ask for it. Default: the domain of the envelope sender. */
        public Builder helo(String name) {
            this.helo = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The clock for the age of answers. Default: the system's. */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value, "clock");
            return this;
        }

        /** What makes the threads that ask. Default: daemon threads of ours. */
        public Builder threads(ThreadFactory value) {
            this.threads = Objects.requireNonNull(value, "threads");
            return this;
        }

        /** How long a question may take. Default: 5 seconds. */
        public Builder patience(Duration value) {
            this.patience = positive(value, "patience");
            return this;
        }

        /** How long an answer is kept; a twelfth of that where something could not be asked. Default: an hour. */
        public Builder keepFor(Duration value) {
            this.keepFor = positive(value, "keepFor");
            return this;
        }

        private static Duration positive(Duration value, String name) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + ": above zero");
            }
            return value;
        }

        /** The terms of an SPF record that let our servers send. */
        private String terms() {
            return include != null && addresses.isEmpty()
                    ? "include:" + include
                    : addresses.stream()
                            .map(address -> (address.indexOf(':') < 0 ? "ip4:" : "ip6:") + address)
                            .collect(Collectors.joining(" "));
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.resolver = resolver;
            copy.addresses = addresses;
            copy.include = include;
            copy.envelopeByService = envelopeByService;
            copy.keys = keys;
            copy.envelope = envelope;
            copy.helo = helo;
            copy.clock = clock;
            copy.threads = threads;
            copy.patience = patience;
            copy.keepFor = keepFor;
            return copy;
        }

        /** Makes the check. Nothing is asked yet. */
        public DnsSenderCheck build() {
            return new DnsSenderCheck(copy());
        }
    }
}
