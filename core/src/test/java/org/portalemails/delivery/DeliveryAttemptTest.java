package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.MailTracing;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.ActionLink;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.layout.BrandImage;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.ClaimedMail.Flag;
import org.portalemails.outbox.spi.Disposition;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.outbox.spi.StoredPayload;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;

@DisplayName("One delivery attempt")
class DeliveryAttemptTest {
    private static final Instant CLAIMED = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final int MAX_ATTEMPTS = 4;
    private static final int MAX_LOSSES = 3;
    private static final BrandImage LOGO =
            BrandImage.parse("R0lGODlhHgASAPAAAAAAAP///ywAAAAAHgASAEACFYSPqcvtD6OctNqLs968+w+G4khCBQA7");

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger delivered = new AtomicInteger();
    private List<BrandImage> images = List.of();
    private final PayloadCodec codec = new PayloadCodec(AesGcmSealer.of("k", new byte[32]));
    private final ComposedMail mail = SampleMails.plain().mail();
    private DeliveryOutcome outcome = new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.0.0", "queued"));
    private LinkMinter minter = LinkMinter.none();
    private BooleanSupplier admitted = () -> {
        throw new AssertionError("nothing limits this mail");
    };
    private DispatchPolicy policy = DispatchPolicy.standard()
            .onNode("node-a")
            .leasedFor(Duration.ofMinutes(10))
            .retrying(
                    RetryPolicy.doubling(Duration.ofMinutes(1), Duration.ofHours(1), MAX_ATTEMPTS, Duration.ofDays(2)));

    private final MailTransport transport = new MailTransport() {
        @Override
        public DeliveryOutcome deliver(OutgoingMail leaving) {
            delivered.incrementAndGet();
            images = leaving.images();
            pass(Duration.ofSeconds(7));
            return outcome;
        }

        @Override
        public Duration deadline() {
            return DEADLINE;
        }
    };

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** A first claim of {@link #mail}, announced a minute before; tests change one thing. */
    private static final class Claim {
        private MailId id;
        private final ComposedMail composed;
        private int attempt = 1;
        private int losses;
        private Instant queuedAt = CLAIMED.minusSeconds(60);
        private Set<Flag> flags = Set.of();

        Claim(ComposedMail composed) {
            this.composed = composed;
            this.id = composed.id();
        }

        ClaimedMail build(PayloadCodec codec) {
            return new ClaimedMail(
                    id,
                    1,
                    composed.type().code(),
                    composed.group(),
                    CompanyId.DEFAULT,
                    PlannedMail.DEFAULT_ROUTE,
                    null,
                    composed.to().address().mailboxKey(),
                    attempt,
                    losses,
                    queuedAt,
                    CLAIMED,
                    composed.expiresAt(),
                    flags,
                    codec.encode(composed));
        }
    }

    private MailTracing tracing = MailTracing.NONE;

    private RouteHealth routes() {
        return new RouteHealth(
                MailRoutes.single(transport),
                new InMemoryOutbox(new SettableClock()),
                policy,
                new Listening(DeliveryListener.SILENT),
                new DeadAddresses(null),
                now::get,
                new Random(1));
    }

    private DeliveryAttempt.Done take(Claim claim) {
        DeliveryAttempt turn = new DeliveryAttempt(
                codec,
                routes(),
                minter,
                policy,
                new Random(1),
                now::get,
                one -> admitted.getAsBoolean(),
                (group, digest) ->
                        Optional.of(LOGO).filter(logo -> logo.digest().equals(digest)),
                tracing);
        return turn.take(claim.build(codec), 0);
    }

    /** A mail with a link that ends then, and a minter that makes it. */
    private ComposedMail ending(Instant then) {
        minter = request -> Optional.of("https://portal.example/reset");
        return SampleMails.withLink(ActionLink.mintedAtSend("ref", then)).mail();
    }

    private void assertEndsUnsent(Claim claim, EntryState state, String reason) {
        DeliveryAttempt.Done done = take(claim);
        assertThat(done.settlement().disposition()).isInstanceOfSatisfying(Disposition.End.class, end -> {
            assertThat(end.state()).isEqualTo(state);
            assertThat(end.reason().code()).isEqualTo(reason);
        });
        assertThat(delivered.get()).isZero();
    }

    private static AttemptFacts facts(DeliveryAttempt.Done done) {
        return Optional.ofNullable(done.settlement().attempt()).orElseThrow();
    }

    @Test
    @DisplayName("ends with the outcome, the codes and how long it took")
    void accepted() {
        DeliveryAttempt.Done done = take(new Claim(mail));
        assertThat(done.settlement().disposition()).isInstanceOf(Disposition.Sent.class);
        assertThat(done.duration()).isEqualTo(Duration.ofSeconds(7));
        assertThat(facts(done))
                .isEqualTo(new AttemptFacts(
                        "node-a", "accepted", "final-dot", 250, "2.0.0", "queued", Duration.ofSeconds(7), "default"));
    }

    @Test
    @DisplayName("keeps an enhanced code of at most 16 characters, and leaves out what is longer")
    void enhancedCode() {
        outcome = new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.123456789.1234", "ok"));
        assertThat(facts(take(new Claim(mail))).enhancedCode()).isEqualTo("2.123456789.1234");
        outcome = new DeliveryOutcome.Accepted(new Reply(Phase.FINAL_DOT, 250, "2.123456789.12345", "ok"));
        assertThat(facts(take(new Claim(mail))).enhancedCode()).isNull();
    }

    @Test
    @DisplayName("is none for a mail that a newer one replaces, whatever else is true of it")
    void superseded() {
        Claim claim = new Claim(mail);
        claim.flags = Set.of(Flag.SUPERSEDED, Flag.HELD);
        assertEndsUnsent(claim, EntryState.CANCELLED, "superseded");
    }

    @Test
    @DisplayName("is none for a mail whose secret ended, be it while it waited for a sender")
    void expired() {
        Claim claim = new Claim(ending(CLAIMED.plusSeconds(30)));
        pass(Duration.ofSeconds(30));
        assertEndsUnsent(claim, EntryState.EXPIRED, "secret-ended");
        assertThat(take(new Claim(ending(CLAIMED.plusSeconds(31)))).settlement().disposition())
                .isInstanceOf(Disposition.Sent.class);
    }

    @Test
    @DisplayName("is none for a suppressed address, but for a mail with a secret unless the policy says so")
    void suppressed() {
        Claim claim = new Claim(mail);
        claim.flags = Set.of(Flag.SUPPRESSED);
        assertEndsUnsent(claim, EntryState.SKIPPED, "suppressed-address");
        claim = new Claim(ending(CLAIMED.plusSeconds(600)));
        claim.flags = Set.of(Flag.SUPPRESSED);
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Sent.class);
        delivered.set(0);
        policy = policy.suppressingSecurityMails(true);
        assertEndsUnsent(claim, EntryState.SKIPPED, "suppressed-address");
    }

    @Test
    @DisplayName("that succeeds keeps what the mail says as long as the policy has it, without its secrets")
    void keeps() {
        policy = policy.keepingSentFor(Duration.ofDays(30));
        Disposition.Sent sent =
                (Disposition.Sent) take(new Claim(mail)).settlement().disposition();
        assertThat(sent.keptFor()).isEqualTo(Duration.ofDays(30));
        assertThat(codec.show(mail.id(), java.util.Objects.requireNonNull(sent.copy())))
                .isEqualTo(org.portalemails.email.MailContent.of(mail));
    }

    @Test
    @DisplayName("is none once its dispatchers died too often, and still one before")
    void losses() {
        policy = new DispatchPolicy(
                "node-a",
                10,
                3,
                policy.lease(),
                policy.retry(),
                MAX_LOSSES,
                Duration.ofMinutes(1),
                false,
                Duration.ZERO);
        Claim claim = new Claim(mail);
        claim.losses = MAX_LOSSES;
        assertEndsUnsent(claim, EntryState.DEAD, "dispatcher-died-too-often");
        claim.losses = MAX_LOSSES - 1;
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Sent.class);
    }

    @Test
    @DisplayName("is none beyond the last attempt; the last one is made, and not repeated")
    void attempts() {
        Claim claim = new Claim(mail);
        claim.attempt = MAX_ATTEMPTS + 1;
        assertEndsUnsent(claim, EntryState.DEAD, "attempts-used-up");

        outcome = new DeliveryOutcome.TryLater(new Reply(Phase.RCPT, 450, null, "busy"), false);
        claim.attempt = MAX_ATTEMPTS;
        assertThat(take(claim).settlement().disposition()).isEqualTo(new Disposition.End(EntryReason.ATTEMPTS_USED_UP));
        assertThat(delivered.get()).isEqualTo(1);
        claim.attempt = MAX_ATTEMPTS - 1;
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Again.class);
    }

    @Test
    @DisplayName("is none for a mail that is too old, counted to this moment; on the very moment it is still one")
    void tooOld() {
        Claim claim = new Claim(mail);
        claim.queuedAt = CLAIMED.minus(Duration.ofDays(2));
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Sent.class);
        now.set(1_000_000_000);
        delivered.set(0);
        assertEndsUnsent(claim, EntryState.DEAD, "too-old");
    }

    @Test
    @DisplayName("waits while its group is on hold, unless it is the probe")
    void held() {
        Claim claim = new Claim(mail);
        claim.flags = Set.of(Flag.HELD);
        assertThat(take(claim).settlement().disposition()).isEqualTo(new Disposition.Wait(EntryReason.ON_HOLD));
        claim.flags = Set.of(Flag.HELD, Flag.PROBE);
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Sent.class);
    }

    @Test
    @DisplayName("is never the end of a mail on hold: it waits, however old, and as a probe it is sent")
    void heldForLong() {
        Claim claim = new Claim(mail);
        claim.queuedAt = CLAIMED.minus(Duration.ofDays(30));
        claim.flags = Set.of(Flag.HELD);
        assertThat(take(claim).settlement().disposition()).isEqualTo(new Disposition.Wait(EntryReason.ON_HOLD));
        claim.flags = Set.of(Flag.HELD, Flag.PROBE);
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Sent.class);
    }

    @Test
    @DisplayName("is counted if limits govern it, and none once a limit is reached")
    void limited() {
        Claim claim = new Claim(mail);
        claim.flags = Set.of(Flag.LIMITED);
        admitted = () -> false;
        assertEndsUnsent(claim, EntryState.SKIPPED, "limit-reached");
        admitted = () -> true;
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Sent.class);
    }

    @Test
    @DisplayName("is not counted while its group is on hold: it would be counted for nothing")
    void heldIsNotCounted() {
        Claim claim = new Claim(mail);
        claim.flags = Set.of(Flag.LIMITED, Flag.HELD);
        assertThat(take(claim).settlement().disposition()).isEqualTo(new Disposition.Wait(EntryReason.ON_HOLD));
    }

    @Test
    @DisplayName("waits, at no cost, if the storage cannot count")
    void notCounted() {
        Claim claim = new Claim(mail);
        claim.flags = Set.of(Flag.LIMITED);
        admitted = () -> {
            throw new IllegalStateException("down");
        };
        assertThat(take(claim).settlement().disposition())
                .isEqualTo(new Disposition.Again(policy.probe(), false, false, EntryReason.LIMIT_NOT_COUNTED));
        assertThat(delivered.get()).isZero();
    }

    @Test
    @DisplayName("does not begin if the lease could end before the transport's deadline")
    void leaseTooShort() {
        Claim claim = new Claim(mail);
        now.set(Duration.ofMinutes(7).toNanos() + 1);
        assertThat(take(claim).settlement().disposition())
                .isEqualTo(Disposition.Again.untouched(EntryReason.LEASE_TOO_SHORT));
        assertThat(delivered.get()).isZero();
        now.set(Duration.ofMinutes(7).toNanos());
        assertThat(take(claim).settlement().disposition()).isInstanceOf(Disposition.Sent.class);
    }

    @Test
    @DisplayName("ends dead if the payload is another mail's, with that in the history")
    void anotherMailsPayload() {
        Claim claim = new Claim(mail);
        claim.id = SampleMails.plain().id();
        DeliveryAttempt.Done done = take(claim);
        assertThat(done.settlement().disposition()).isEqualTo(new Disposition.End(EntryReason.SEAL_BROKEN));
        assertThat(facts(done).outcome()).isEqualTo("seal-broken");
        assertThat(delivered.get()).isZero();
    }

    private static ComposedMail showing(String address) {
        ComposedMail plain = SampleMails.plain().mail();
        return new ComposedMail(
                plain.id(),
                plain.eventId(),
                plain.type(),
                plain.group(),
                plain.language(),
                plain.messageId(),
                plain.date(),
                plain.from(),
                plain.replyTo(),
                plain.to(),
                plain.subject(),
                plain.text(),
                RenderedText.literal(TextKind.HTML, "<p>Hello</p><img alt=\"\" src=\"cid:" + address + "\">"),
                Map.of());
    }

    @Test
    @DisplayName("brings along the logo that the mail shows; one that nobody has any more holds nothing up")
    void logo() {
        take(new Claim(showing(LOGO.contentId())));
        assertThat(images).containsExactly(LOGO);
        take(new Claim(showing(LOGO.contentId().replaceFirst("^.", "x"))));
        assertThat(images).isEmpty();
        take(new Claim(showing("0".repeat(32) + LOGO.contentId().substring(32))));
        assertThat(images).isEmpty();
        assertThat(delivered).hasValue(3);
    }

    @Test
    @DisplayName(
            "belongs to the trace of the announcement, and ends it with its outcome; what tracing throws changes nothing")
    void traced() {
        List<String> said = new ArrayList<>();
        tracing = new MailTracing() {
            @Override
            public Map<String, String> announced() {
                return Map.of();
            }

            @Override
            public Delivery delivery(Map<String, String> trace, String typeCode, int attempt) {
                said.add(trace + " " + typeCode + " " + attempt);
                return said::add;
            }
        };
        ComposedMail tracedMail = mail.tracedBy(Map.of("traceparent", "00-1-2-01", "x".repeat(65), "too long"));
        take(new Claim(tracedMail));
        assertThat(said)
                .containsExactly("{traceparent=00-1-2-01} " + mail.type().code() + " 1", "accepted");

        tracing = new MailTracing() {
            @Override
            public Map<String, String> announced() {
                throw new IllegalStateException("no tracer");
            }

            @Override
            public Delivery delivery(Map<String, String> trace, String typeCode, int attempt) {
                throw new IllegalStateException("no tracer");
            }
        };
        assertThat(take(new Claim(mail)).settlement().disposition()).isEqualTo(new Disposition.Sent());
    }

    @Test
    @DisplayName("ends dead if any byte of the payload was changed")
    void damagedPayload() {
        ClaimedMail sound = new Claim(mail).build(codec);
        DeliveryAttempt turn = new DeliveryAttempt(
                codec,
                routes(),
                minter,
                policy,
                new Random(1),
                now::get,
                one -> admitted.getAsBoolean(),
                (group, digest) -> Optional.empty(),
                MailTracing.NONE);
        byte[] bytes = sound.payload().toBytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i]++;
            ClaimedMail claim = new ClaimedMail(
                    sound.id(),
                    1,
                    sound.typeCode(),
                    sound.group(),
                    sound.company(),
                    sound.route(),
                    null,
                    sound.recipient(),
                    1,
                    0,
                    sound.queuedAt(),
                    CLAIMED,
                    null,
                    Set.of(),
                    StoredPayload.of(damaged));
            assertThat(turn.take(claim, now.get()).settlement().disposition())
                    .as("byte %d", i)
                    .isInstanceOfSatisfying(Disposition.End.class, end -> assertThat(end.state())
                            .isEqualTo(EntryState.DEAD));
        }
        assertThat(delivered.get()).isZero();
    }

    @Test
    @DisplayName("is tried again if the host cannot make the link now; the history says how long that took")
    void linkFails() {
        minter = request -> {
            pass(Duration.ofSeconds(4));
            throw new IllegalStateException("down");
        };
        DeliveryAttempt.Done done =
                take(new Claim(SampleMails.withLink(SampleMails.minted()).mail()));
        assertThat(done.settlement().disposition()).isInstanceOfSatisfying(Disposition.Again.class, again -> {
            assertThat(again.reason().code()).isEqualTo("link-failed");
            assertThat(again.spent()).isTrue();
            assertThat(again.maybeDelivered()).isFalse();
        });
        assertThat(facts(done).duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(done.duration()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    @DisplayName("is cancelled if the host makes no link any more")
    void linkWithdrawn() {
        minter = request -> {
            pass(Duration.ofSeconds(4));
            return Optional.empty();
        };
        DeliveryAttempt.Done done =
                take(new Claim(SampleMails.withLink(SampleMails.minted()).mail()));
        assertThat(done.settlement().disposition()).isEqualTo(new Disposition.End(EntryReason.LINK_WITHDRAWN));
        assertThat(done.duration()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    @DisplayName("without a minter is tried again, since the operator can fix that; the attempt says what to give")
    void noMinter() {
        DeliveryAttempt.Done done =
                take(new Claim(SampleMails.withLink(SampleMails.minted()).mail()));
        assertThat(done.settlement().disposition())
                .isInstanceOfSatisfying(Disposition.Again.class, again -> assertThat(again.reason())
                        .isEqualTo(EntryReason.LINK_FAILED));
        assertThat(facts(done).text())
                .contains("no LinkMinter was given", "OutboxDispatcher.Builder.linkMinter")
                .doesNotContain("Exception");
    }
}
