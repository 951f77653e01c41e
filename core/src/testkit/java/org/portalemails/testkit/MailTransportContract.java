package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.HeldBack;
import org.portalemails.transport.DeliveryOutcome.Misconfigured;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Rejected;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.DeliveryOutcome.Unknown;
import org.portalemails.transport.DeliveryOutcome.Unsendable;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;

/**
 * What every {@link MailTransport} must do. To join: extend, and give a transport whose other side accepts every mail. What
 * an adapter can show beyond that it declares by overriding {@link #transportWhen}, {@link #arrived} and {@link
 * #guardedTransport}; where it declares nothing, the test is reported as skipped.
 *
 * <p>Transports that were handed over are closed after each test; what stands behind them is closed by the author, in an
 * {@code @AfterEach}.
 *
 * @since 0.1.0
 */
@DisplayName("A mail transport")
public abstract class MailTransportContract {
    private static final int THREADS = 8;
    private static final int MAILS_PER_THREAD = 25;

    private final List<MailTransport> opened = new ArrayList<>();

    /** For authors of adapters. */
    protected MailTransportContract() {}

    /**
     * The transport under test.
     *
     * @return a new transport whose other side accepts every mail
     */
    protected abstract MailTransport transport();

    /**
     * Capability: the transport meets another side that behaves in a certain way.
     *
     * @param situation how it behaves
     * @return a new transport in that situation; empty, unless overridden, if the adapter cannot be brought there
     */
    protected Optional<MailTransport> transportWhen(TransportSituation situation) {
        return Optional.empty();
    }

    /**
     * Capability: what arrives at the other side can be seen.
     *
     * @return the Message-ID, without angle brackets, of every mail that arrived in this test, in any order, as often as it
     *     arrived; empty, unless overridden, if nobody can see it
     */
    protected Optional<Collection<String>> arrived() {
        return Optional.empty();
    }

    /**
     * Capability: the transport asks a guard for test systems before every mail.
     *
     * @param guard the guard
     * @return a new transport with that guard whose other side accepts every mail; empty, unless overridden, if it has none
     */
    protected Optional<MailTransport> guardedTransport(RecipientGuard guard) {
        return Optional.empty();
    }

    @AfterEach
    final void closeAll() {
        opened.forEach(MailTransport::close);
    }

    private MailTransport accepting() {
        MailTransport transport = transport();
        opened.add(transport);
        return transport;
    }

    private MailTransport in(TransportSituation situation) {
        return declared(transportWhen(situation), "the situation " + situation);
    }

    private MailTransport declared(Optional<MailTransport> transport, String what) {
        assumeTrue(transport.isPresent(), "not declared: " + what);
        opened.add(transport.orElseThrow());
        return transport.orElseThrow();
    }

    private void assertArrived(OutgoingMail mail, int times) {
        arrived().ifPresent(seen -> assertThat(seen)
                .filteredOn(mail.messageId()::equals)
                .as("arrivals of the mail")
                .hasSize(times));
    }

    private static String everythingOf(DeliveryOutcome outcome) {
        return outcome + " " + outcome.code() + " " + outcome.reply();
    }

    private static void assertTellsNoSecret(String text) {
        assertThat(text).doesNotContainIgnoringCase(SampleMails.NOT_TO_BE_TOLD);
    }

    private static <T> T onAThreadOfItsOwn(Callable<T> work, Duration patience) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Time for a machine that is busy with other things, on top of what the transport promises. */
    private static Duration patience(MailTransport transport) {
        return transport.deadline().plusSeconds(60);
    }

    // ---- where everything is accepted

    @Test
    @DisplayName("hands a mail over, and says so with the last phase")
    void accepts() {
        OutgoingMail mail = SampleMails.outgoing();

        DeliveryOutcome outcome = accepting().deliver(mail);

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(outcome.reply().phase()).isEqualTo(Phase.FINAL_DOT);
        assertThat(outcome.reply().replyCode())
                .satisfiesAnyOf(code -> assertThat(code).isZero(), code -> assertThat(code)
                        .isBetween(200, 299));
        assertArrived(mail, 1);
    }

    @Test
    @DisplayName("hands the same mail over once more when it is asked to, as after a crash")
    void repeats() {
        MailTransport transport = accepting();
        OutgoingMail mail = SampleMails.outgoing();

        assertThat(transport.deliver(mail)).isInstanceOf(Accepted.class);
        assertThat(transport.deliver(mail)).isInstanceOf(Accepted.class);
        arrived().ifPresent(seen -> assertThat(seen).contains(mail.messageId()));
    }

    @Test
    @DisplayName("answers for every mail that can be made, and throws for none")
    void answersForEveryMail() {
        MailTransport transport = accepting();
        for (OutgoingMail mail : SampleMails.unusual()) {
            DeliveryOutcome outcome = transport.deliver(mail);
            assertThat(outcome).as(mail.subject()).isInstanceOfAny(Accepted.class, Unsendable.class, Rejected.class);
            assertArrived(mail, outcome instanceof Accepted ? 1 : 0);
        }
        OutgoingMail usual = SampleMails.outgoing();
        assertThat(transport.deliver(usual)).as("after them").isInstanceOf(Accepted.class);
        assertArrived(usual, 1);
    }

    @Test
    @DisplayName("serves many threads at once: each mail arrives, and none twice")
    void servesManyThreads() throws Exception {
        MailTransport transport = accepting();
        List<OutgoingMail> mails = new ArrayList<>();
        for (int i = 0; i < THREADS * MAILS_PER_THREAD; i++) {
            mails.add(SampleMails.outgoing());
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<DeliveryOutcome>> outcomes = new ArrayList<>();
            for (OutgoingMail mail : mails) {
                outcomes.add(threads.submit(() -> transport.deliver(mail)));
            }
            for (Future<DeliveryOutcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Accepted.class);
            }
        } finally {
            threads.shutdownNow();
        }
        arrived().ifPresent(seen -> assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        mails.stream().map(OutgoingMail::messageId).toList()));
    }

    @Test
    @DisplayName("says how long a delivery may take: more than nothing, and the same each time")
    void saysItsDeadline() {
        MailTransport transport = accepting();
        assertThat(transport.deadline()).isPositive().isEqualTo(transport.deadline());
    }

    @Test
    @DisplayName("answers on an interrupted thread, leaves the thread interrupted, and serves the next one")
    void keepsAnInterrupt() throws Exception {
        MailTransport transport = accepting();
        OutgoingMail mail = SampleMails.outgoing();

        DeliveryOutcome outcome = onAThreadOfItsOwn(
                () -> {
                    Thread.currentThread().interrupt();
                    DeliveryOutcome answer = transport.deliver(mail);
                    assertThat(Thread.currentThread().isInterrupted())
                            .as("still interrupted")
                            .isTrue();
                    return answer;
                },
                patience(transport));

        assertThat(outcome).isInstanceOfAny(Accepted.class, TryLater.class);
        assertArrived(mail, outcome instanceof Accepted ? 1 : 0);
        if (outcome instanceof TryLater later) {
            assertThat(later.wholeServer())
                    .as("an interrupt says nothing about the server")
                    .isFalse();
        }
        assertThat(transport.deliver(SampleMails.outgoing())).isInstanceOf(Accepted.class);
    }

    @Test
    @DisplayName("may be closed more than once, unused or used, and answers even then")
    void closesMoreThanOnce() {
        MailTransport unused = accepting();
        unused.close();
        unused.close();

        MailTransport used = accepting();
        used.deliver(SampleMails.outgoing());
        used.close();
        used.close();
        assertThat(used.deliver(SampleMails.outgoing())).isInstanceOfAny(Accepted.class, TryLater.class);
    }

    @Test
    @DisplayName(
            "tells nobody whom a mail is for or what stands in it: not in outcomes, not in its own text, not in logs")
    void tellsNoSecret() {
        try (ConsoleCapture output = ConsoleCapture.begin()) {
            MailTransport transport = accepting();
            assertTellsNoSecret(everythingOf(transport.deliver(SampleMails.confidential())));
            assertTellsNoSecret(transport.toString());
            for (TransportSituation situation : TransportSituation.values()) {
                if (situation == TransportSituation.SILENT) {
                    continue;
                }
                Optional<MailTransport> other = transportWhen(situation);
                if (other.isPresent()) {
                    opened.add(other.get());
                    assertTellsNoSecret(everythingOf(other.get().deliver(SampleMails.confidential())));
                    assertTellsNoSecret(other.get().toString());
                }
            }
            assertTellsNoSecret(output.text());
        }
    }

    // ---- in other situations

    @Test
    @DisplayName("a mailbox that does not exist: rejected, and the address is dead")
    void noSuchMailbox() {
        Rejected rejected = first(TransportSituation.NO_SUCH_MAILBOX, Rejected.class);
        assertThat(rejected.addressDead()).isTrue();
    }

    @Test
    @DisplayName("a mail refused for its content: rejected, and the address lives")
    void mailRefused() {
        Rejected rejected = first(TransportSituation.MAIL_REFUSED, Rejected.class);
        assertThat(rejected.addressDead()).isFalse();
    }

    @Test
    @DisplayName("busy: try later, counted as an attempt")
    void busy() {
        TryLater later = first(TransportSituation.BUSY, TryLater.class);
        assertThat(later.attempted()).isTrue();
    }

    @Test
    @DisplayName("taken without an answer: unknown, neither accepted nor failed")
    void lostAfterTaking() {
        first(TransportSituation.LOST_AFTER_TAKING, Unknown.class);
    }

    @Test
    @DisplayName("a sender that is refused: misconfigured, as far as the sender reaches")
    void senderRefused() {
        Misconfigured broken = first(TransportSituation.SENDER_REFUSED, Misconfigured.class);
        assertThat(broken.scope()).isEqualTo(Misconfigured.Scope.SENDER);
    }

    @Test
    @DisplayName("not let in: misconfigured, the whole server")
    void notLetIn() {
        Misconfigured broken = first(TransportSituation.NOT_LET_IN, Misconfigured.class);
        assertThat(broken.scope()).isEqualTo(Misconfigured.Scope.SERVER);
    }

    @Test
    @DisplayName("nobody there: try later, counted as an attempt, for the whole server")
    void unreachable() {
        TryLater later = first(TransportSituation.UNREACHABLE, TryLater.class);
        assertThat(later.attempted()).isTrue();
        assertThat(later.wholeServer()).isTrue();
    }

    @Test
    @DisplayName("silence: an outcome within the deadline, and an interrupt meanwhile is not swallowed")
    void silent() throws Exception {
        MailTransport transport = in(TransportSituation.SILENT);
        DeliveryOutcome outcome =
                onAThreadOfItsOwn(() -> transport.deliver(SampleMails.outgoing()), patience(transport));
        assertThat(outcome).isInstanceOfAny(TryLater.class, Unknown.class);

        MailTransport another = in(TransportSituation.SILENT);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            another.deliver(SampleMails.outgoing());
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.interrupt();
        assertThat(interrupted.get(patience(another).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
    }

    @Test
    @DisplayName("an address that cannot be carried: unsendable, and the next mail leaves")
    void asciiAddressesOnly() {
        assertUnsendable(
                in(TransportSituation.ASCII_ADDRESSES_ONLY),
                SampleMails.outgoingTo(EmailAddress.of("josé@erables.example")));
    }

    @Test
    @DisplayName("a mail that is too large: unsendable, and the next mail leaves")
    void smallMailsOnly() {
        assertUnsendable(in(TransportSituation.SMALL_MAILS_ONLY), SampleMails.large());
    }

    private void assertUnsendable(MailTransport transport, OutgoingMail mail) {
        assertThat(transport.deliver(mail)).isInstanceOf(Unsendable.class);
        assertArrived(mail, 0);
        OutgoingMail next = SampleMails.outgoing();
        assertThat(transport.deliver(next)).isInstanceOf(Accepted.class);
        assertArrived(next, 1);
    }

    /** The outcome of the first mail; then, where the situation passes, the mail after it. */
    private <T extends DeliveryOutcome> T first(TransportSituation situation, Class<T> wanted) {
        MailTransport transport = in(situation);
        OutgoingMail mail = SampleMails.confidential();

        DeliveryOutcome outcome = transport.deliver(mail);

        assertThat(outcome).isInstanceOf(wanted);
        assertSound(outcome.reply());
        if (!(outcome instanceof Unknown)) {
            assertArrived(mail, 0);
        }
        if (situation.passes()) {
            OutgoingMail next = SampleMails.outgoing();
            assertThat(transport.deliver(next)).as("the mail after it").isInstanceOf(Accepted.class);
            assertArrived(next, 1);
        }
        return wanted.cast(outcome);
    }

    private static void assertSound(Reply reply) {
        assertThat(reply.text()).as("a reason for people").isNotBlank();
        assertThat(reply.replyCode()).satisfiesAnyOf(code -> assertThat(code).isZero(), code -> assertThat(code)
                .isBetween(200, 599));
        if (reply.enhancedCode() != null) {
            assertThat(reply.enhancedCode()).matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
        }
    }

    // ---- with a guard

    @Test
    @DisplayName("a guard that lets nobody through: blocked, and nothing arrives")
    void suspended() {
        MailTransport transport =
                declared(guardedTransport(RecipientGuard.allowOnly(List.of(), List.of())), "a guard for test systems");
        OutgoingMail mail = SampleMails.confidential();

        DeliveryOutcome outcome = transport.deliver(mail);

        assertThat(outcome).isInstanceOf(HeldBack.class);
        assertTellsNoSecret(everythingOf(outcome));
        assertArrived(mail, 0);
    }

    @Test
    @DisplayName("a guard that redirects: the mail arrives, once")
    void redirected() {
        MailTransport transport = declared(
                guardedTransport(RecipientGuard.redirectAllTo(EmailAddress.of("testers@boreal.example"))),
                "a guard for test systems");
        OutgoingMail mail = SampleMails.outgoing();

        assertThat(transport.deliver(mail)).isInstanceOf(Accepted.class);
        assertArrived(mail, 1);
    }
}
