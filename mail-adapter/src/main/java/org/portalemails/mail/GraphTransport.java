package org.portalemails.mail;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.mail.mime.MimeWriter;
import org.portalemails.mail.sender.DnsSenderCheck;
import org.portalemails.mail.sender.Resolver;
import org.portalemails.sender.SenderCheck;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Misconfigured.Scope;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Rejected;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.DeliveryOutcome.Unknown;
import org.portalemails.transport.DeliveryOutcome.Unsendable;
import org.portalemails.transport.GuardedMailTransport;
import org.portalemails.transport.RecipientGuard;
import org.portalemails.transport.TransportProbe;

/**
 * Sends by Microsoft Graph where SMTP is switched off: {@code sendMail} with the very MIME message that SMTP would carry. The application needs the
 * permission {@code Mail.Send}, best limited to the mailboxes it may send from. Graph takes mails without looking whether a mailbox exists: that
 * comes back as a bounce.
 *
 * <p>Thread-safe. Keeps connections open between mails; {@link #close} has nothing to give back, since the client ends with its last use.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-sendmail">user: sendMail</a>
 * @see <a href="https://learn.microsoft.com/graph/errors">Graph: error responses</a>
 */
public final class GraphTransport extends GuardedMailTransport {
    /** The largest message that {@code sendMail} takes in one request, as it stands in the request. */
    private static final int LARGEST = 4 * 1024 * 1024;

    /** What the SPF record of a sender has to include for mails from Exchange Online. */
    static final String SPF = "spf.protection.outlook.com";

    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([A-Za-z0-9._-]{1,80})\"");
    private static final Duration LONGEST_WAIT_FOR_RATE = Duration.ofSeconds(1);

    private final Builder settings;
    private final HttpPost http;
    private final MimeWriter writer = new MimeWriter(false, List.of());
    private final RateLimit rate;
    private final SenderCheck senderCheck;
    private volatile boolean closed;

    private GraphTransport(Builder settings) {
        super(settings.guard);
        this.settings = settings;
        this.http = new HttpPost(settings.connectTimeout, settings.privateAddresses);
        this.rate = new RateLimit(settings.mailsPerSecond, System::nanoTime);
        this.senderCheck = settings.senderFacts.build();
    }

    /**
     * Begins to describe a transport.
     *
     * @param tokens such as {@link ClientCredentialTokens#microsoft} for the scope {@link ClientCredentialTokens#GRAPH}
     * @return a builder with the defaults
     */
    public static Builder builder(AccessTokenSupplier tokens) {
        return new Builder(tokens);
    }

    /** Describes a {@link GraphTransport}. Not thread-safe. */
    public static final class Builder {
        private final AccessTokenSupplier tokens;
        private URI endpoint = URI.create("https://graph.microsoft.com/v1.0");
        private boolean privateAddresses;
        private @Nullable EmailAddress mailbox;
        private RecipientGuard guard = RecipientGuard.off();
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration overallTimeout = Duration.ofMinutes(1);
        private double mailsPerSecond = Double.POSITIVE_INFINITY;
        private final DnsSenderCheck.Builder senderFacts =
                DnsSenderCheck.builder().spfInclude(SPF);

        private Builder(AccessTokenSupplier tokens) {
            this.tokens = Objects.requireNonNull(tokens, "tokens");
        }

        /** The address of Graph, for national clouds. Default: {@code https://graph.microsoft.com/v1.0}. */
        public Builder endpoint(URI address) {
            this.endpoint = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Lets the endpoint have a private address, and http: for tests, and for a gateway of the host's own. Default: no. */
        public Builder allowPrivateAddresses() {
            this.privateAddresses = true;
            return this;
        }

        /** The mailbox that all mails are sent from and kept in, if it is not the sender of each. It needs <em>Send As</em> for senders. */
        public Builder mailbox(EmailAddress address) {
            this.mailbox = Objects.requireNonNull(address, "address");
            return this;
        }

        /** What {@link GraphTransport#senderCheck()} asks. Default: {@link Resolver#system()}. */
        public Builder resolver(Resolver resolver) {
            this.senderFacts.resolver(resolver);
            return this;
        }

        /** Keeps a test system from writing to real customers. Default: {@link RecipientGuard#off()}. */
        public Builder guard(RecipientGuard value) {
            this.guard = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * How long a mail may take. Default: one minute.
         *
         * @throws IllegalArgumentException if it is not positive, or longer than an hour
         */
        public Builder timeout(Duration overall) {
            if (overall.isNegative() || overall.isZero() || overall.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("timeout: more than nothing, at most an hour");
            }
            this.overallTimeout = overall;
            this.connectTimeout = overall.compareTo(connectTimeout) < 0 ? overall : connectTimeout;
            return this;
        }

        /**
         * How many mails leave in a second. Default: as many as there are; a mailbox may send 30 in a minute.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder mailsPerSecond(double most) {
            if (!(most > 0)) {
                throw new IllegalArgumentException("mailsPerSecond: more than 0");
            }
            this.mailsPerSecond = most;
            return this;
        }

        /**
         * Makes the transport; speaks to nobody yet.
         *
         * @throws IllegalArgumentException if the endpoint is no https address
         */
        public GraphTransport build() {
            HttpPost.check(endpoint, privateAddresses);
            return new GraphTransport(this);
        }
    }

    @Override
    protected DeliveryOutcome carry(OutgoingMail mail) {
        long deadline = System.nanoTime() + settings.overallTimeout.toNanos();
        byte[] message;
        try {
            message = Base64.getEncoder().encode(writer.write(mail));
        } catch (IllegalArgumentException e) {
            return OutcomeRules.notAMail(Phase.PREPARE);
        }
        if (message.length > LARGEST) {
            return OutcomeRules.tooLarge(message.length, LARGEST);
        }
        Duration wait = rate.take(LONGEST_WAIT_FOR_RATE);
        if (wait.isNegative()) {
            return OutcomeRules.overRate(wait.negated());
        }
        RateLimit.pause(wait);
        if (closed) {
            return OutcomeRules.closed();
        }
        if (Thread.currentThread().isInterrupted()) {
            return new TryLater(Reply.none(Phase.PREPARE, "interrupted"), false);
        }
        return send(mail, message, deadline);
    }

    private DeliveryOutcome send(OutgoingMail mail, byte[] message, long deadline) {
        HttpPost.Answer answer;
        try {
            answer = post(mail, message, deadline, false);
            if (answer.status() == 401) {
                answer = post(mail, message, deadline, true);
            }
        } catch (HttpPost.Broken e) {
            return broken(e);
        } catch (IllegalStateException e) {
            return OutcomeRules.noToken();
        }
        return outcome(answer);
    }

    private HttpPost.Answer post(OutgoingMail mail, byte[] message, long deadline, boolean refused)
            throws HttpPost.Broken {
        String token;
        try {
            token = settings.tokens.accessToken(refused);
        } catch (RuntimeException e) {
            throw new IllegalStateException("no access token", e);
        }
        EmailAddress mailbox = settings.mailbox == null ? mail.from().address() : settings.mailbox;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.endpoint + "/users/"
                        + URLEncoder.encode(mailbox.value(), StandardCharsets.UTF_8)
                                .replace("+", "%20") + "/sendMail"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/plain")
                .header("Accept", "application/json");
        return http.post(request, message, deadline, false);
    }

    private static DeliveryOutcome broken(HttpPost.Broken broken) {
        String words = String.valueOf(broken.getMessage());
        return switch (broken.stage()) {
            case ADDRESS, TLS -> new Misconfigured(Reply.none(Phase.STARTTLS, words), Scope.SERVER);
            case CONNECT -> new TryLater(Reply.none(Phase.CONNECT, words), true);
            case REQUEST -> new TryLater(Reply.none(Phase.DATA, words), true);
            case ANSWER -> new Unknown(Reply.none(Phase.FINAL_DOT, words));
            case INTERRUPTED -> new TryLater(Reply.none(Phase.PREPARE, words), false);
        };
    }

    /** What an answer means; of its words only Graph's own code is kept, since messages repeat addresses. */
    private static DeliveryOutcome outcome(HttpPost.Answer answer) {
        int status = answer.status();
        Matcher found = CODE.matcher(answer.body());
        String code = found.find() ? found.group(1) : "";
        String words = ("HTTP " + status + " " + code).strip();
        if (status / 100 == 2) {
            return new Accepted(new Reply(
                    Phase.FINAL_DOT,
                    status,
                    null,
                    "taken by Microsoft Graph, request " + answer.requestId().orElse("unknown")));
        }
        return switch (status) {
            case 400 ->
                code.contains("Size") || code.contains("Mime")
                        ? new Unsendable(Reply.none(Phase.DATA, words))
                        : new Rejected(Reply.none(Phase.DATA, words), false);
            case 401 -> new Misconfigured(Reply.none(Phase.AUTH, words), Scope.SERVER);
            case 403, 404 ->
                new Misconfigured(
                        Reply.none(Phase.MAIL, words), code.startsWith("Authorization") ? Scope.SERVER : Scope.SENDER);
            case 413 -> new Unsendable(Reply.none(Phase.DATA, words));
            case 408, 423, 425, 429, 500, 503, 509 -> new TryLater(Reply.none(Phase.DATA, words), true, pause(answer));
            // Somebody on the way lost the answer of somebody behind it.
            case 502, 504 -> new Unknown(Reply.none(Phase.FINAL_DOT, words));
            default ->
                status > 500
                        ? new TryLater(Reply.none(Phase.DATA, words), true, pause(answer))
                        : new Misconfigured(Reply.none(Phase.DATA, words), Scope.SERVER);
        };
    }

    private static Duration pause(HttpPost.Answer answer) {
        return answer.retryAfter()
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    /** By the DNS: whether a domain lets Exchange Online send. */
    @Override
    public SenderCheck senderCheck() {
        return senderCheck;
    }

    /** Looks the server up and asks for a token; whether a mailbox may send is known when it does. */
    @Override
    public TransportProbe probe(@Nullable EmailAddress sender) {
        List<TransportProbe.Step> steps = new ArrayList<>();
        try {
            http.resolve(settings.endpoint.getHost());
            steps.add(new TransportProbe.Step(TransportProbe.Part.RESOLVE, true, settings.endpoint.getHost()));
        } catch (HttpPost.Broken e) {
            return new TransportProbe(List.of(
                    new TransportProbe.Step(TransportProbe.Part.RESOLVE, false, String.valueOf(e.getMessage()))));
        }
        try {
            settings.tokens.accessToken(false);
            steps.add(new TransportProbe.Step(TransportProbe.Part.SIGN_IN, true, ""));
        } catch (RuntimeException e) {
            steps.add(new TransportProbe.Step(TransportProbe.Part.SIGN_IN, false, String.valueOf(e.getMessage())));
        }
        return new TransportProbe(steps);
    }

    @Override
    public Duration deadline() {
        // Two requests and two tokens at most, and the wait for the rate.
        return settings.overallTimeout.plus(LONGEST_WAIT_FOR_RATE).plus(Duration.ofSeconds(31));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Where it sends. */
    @Override
    public String toString() {
        return "GraphTransport[" + settings.endpoint.getHost() + ", guard " + guard() + "]";
    }
}
