package org.portalemails.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.composition.BrandImages;
import org.portalemails.email.MailTracing;
import org.portalemails.layout.BrandImage;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.outbox.spi.PayloadCodec;
import org.portalemails.recovery.RecoveryProcessor;
import org.portalemails.settings.SettingsStore;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mails out of the outbox and hands them to the transport. {@link #runOnce()} is the single pass: one pass, then it
 * returns; a host with a scheduler of its own runs it from there. {@link BackgroundDispatcher} turns it by itself.
 *
 * <p>Any number of dispatchers on any number of nodes may work on one outbox. Promises: at least once; a duplicate only for
 * mails that were in flight when a dispatcher died, or was cut off from the storage for longer than its lease while another one
 * took over (at most {@link DispatchPolicy#maxInFlight()} each), with the same Message-ID and Date; a dispatcher that lives never sends
 * again what it knows was accepted; one bad mail, one dead destination or one broken group never holds up the others.
 *
 * <p>Threads: one pass at a time; a second caller waits. The transport is called on the senders, which run in the caller's
 * thread unless {@link Builder#senders} says otherwise.
 */
public final class OutboxDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);

    private final DispatchEngine engine;
    private final RouteHealth routes;
    private final RecoveryPolling recovery;
    private final ReentrantLock running = new ReentrantLock();

    private OutboxDispatcher(DispatchEngine engine, RouteHealth routes, RecoveryPolling recovery) {
        this.engine = engine;
        this.routes = routes;
        this.recovery = recovery;
    }

    /**
     * Starts with what cannot be left out.
     *
     * @param queue where the mails are
     * @param transport what carries them
     * @return a builder
     */
    public static Builder builder(OutboxQueue queue, MailTransport transport) {
        return builder(queue, MailRoutes.single(transport));
    }

    /**
     * Starts with what cannot be left out, for several mail servers.
     *
     * @param queue where the mails are
     * @param routes by which mails leave: the same as at the announcement, here with transports
     * @return a builder
     */
    public static Builder builder(OutboxQueue queue, MailRoutes routes) {
        return new Builder(queue, routes);
    }

    /**
     * One pass: answers requests for recovery that wait, then claims at most one batch of what is due for each route, sends it, writes the outcomes down, and returns when every mail that
     * it claimed is settled.
     *
     * @return what was done; idle also while the server is known to be down or everything is on hold
     * @throws org.portalemails.PortalEmailsException if the storage refuses; outcomes that could not be written are kept and
     *     written first by the next pass. One that is refused alone is no failure of the storage: it is kept, tried again by later
     *     passes after growing pauses, and left to its lease after as long as a lease lasts
     */
    public DispatchResult runOnce() {
        running.lock();
        try {
            recovery.runHere();
            return engine.pass();
        } finally {
            running.unlock();
        }
    }

    /**
     * Passes until one is idle.
     *
     * @return what was done in all
     */
    public DispatchResult runUntilIdle() {
        DispatchResult sum = DispatchResult.NOTHING;
        while (true) {
            DispatchResult pass = runOnce();
            sum = sum.plus(pass);
            if (pass.isIdle()) {
                return sum;
            }
        }
    }

    /**
     * How its routes do, as far as this dispatcher knows: which of their transports work, and which carries mails in the place of another.
     * What holds up mails on all nodes stands among the {@linkplain OutboxQueue#holds() holds}.
     *
     * @return in the order of {@link MailRoutes#all()}; may be asked from any thread, at any time
     */
    public List<MailRoute.Status> routes() {
        return routes.status();
    }

    /** For the background runner, which holds the running as long as it runs. */
    DispatchEngine engine() {
        return engine;
    }

    RecoveryPolling recovery() {
        return recovery;
    }

    ReentrantLock running() {
        return running;
    }

    /** Collects what a dispatcher needs. */
    public static final class Builder {
        private final OutboxQueue queue;
        private final MailRoutes routes;
        private @Nullable PayloadSealer sealer;
        private @Nullable Instant version1Until;
        private LinkMinter minter = LinkMinter.none();
        private DispatchPolicy policy = DispatchPolicy.standard();
        private DeliveryListener listener = DeliveryListener.SILENT;
        private RecoveryProcessor recovery = RecoveryProcessor.CLOSED;
        private @Nullable SuppressionList suppressionList;
        private @Nullable BrandImages images;
        private MailTracing tracing = MailTracing.NONE;
        private Executor senders = Runnable::run;
        private LongSupplier nanoTime = System::nanoTime;
        private RandomGenerator random = new java.util.Random();

        private Builder(OutboxQueue queue, MailRoutes routes) {
            this.queue = Objects.requireNonNull(queue, "queue");
            this.routes = Objects.requireNonNull(routes, "routes");
        }

        /**
         * What shows whether a mail is what was announced, and opens sealed links: the same as at the announcement. Cannot be left out.
         *
         * @param value such as an {@link org.portalemails.outbox.AesGcmSealer}
         * @return this
         */
        public Builder sealer(PayloadSealer value) {
            this.sealer = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Sends mails of version 1, too, for the time of an upgrade: those that were announced before mails were authenticated, and still
         * wait. As long as this lasts, whoever can write to the table can make up such mails, so choose hours, not years. Says so in the log.
         *
         * @param end when they are refused again, by the clock of the storage; by default at once
         * @return this
         */
        public Builder readingVersion1Until(Instant end) {
            this.version1Until = Objects.requireNonNull(end);
            return this;
        }

        /**
         * Where the logos of mails are found: mails in the outbox only name theirs.
         *
         * @param store the settings, as they are outside of a transaction; by default mails show the alternative text of their logo
         * @return this
         */
        public Builder settings(SettingsStore store) {
            this.images = new BrandImages(store);
            return this;
        }

        private Optional<BrandImage> image(CustomerGroupId group, String digest) {
            return images == null ? Optional.empty() : images.find(group, digest);
        }

        private PayloadCodec codec() {
            if (sealer == null) {
                throw new IllegalStateException("sealer: none was chosen. Use the one of the announcement, such as"
                        + " AesGcmSealer.of(keyId, key), or PayloadSealer.unprotected()");
            }
            PayloadCodec codec = new PayloadCodec(sealer);
            if (version1Until == null) {
                return codec;
            }
            LOG.warn(
                    "Mails of version 1 are sent until {}: they are NOT AUTHENTICATED, and whoever can write to the"
                            + " database can make them up.",
                    version1Until);
            return codec.readingVersion1Until(version1Until);
        }

        /**
         * What makes links that are minted at send.
         *
         * @param value by default none can be made
         * @return this
         */
        public Builder linkMinter(LinkMinter value) {
            this.minter = Objects.requireNonNull(value);
            return this;
        }

        /**
         * How it works.
         *
         * @param value by default {@link DispatchPolicy#standard()}
         * @return this
         */
        public Builder policy(DispatchPolicy value) {
            this.policy = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Who is told.
         *
         * @param value by default nobody
         * @return this
         */
        public Builder listener(DeliveryListener value) {
            this.listener = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Who answers forgotten user names and passwords: {@code PortalEmails.recoveryProcessor()}.
         *
         * @param value by default nobody
         * @return this
         */
        public Builder recovery(RecoveryProcessor value) {
            this.recovery = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Where addresses go that a server calls dead ({@link DeliveryOutcome.Rejected#addressDead()}): later mails to them are
         * skipped.
         *
         * @param value by default they are only recorded with the mail
         * @return this
         */
        public Builder suppressionList(SuppressionList value) {
            this.suppressionList = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What carries traces over the outbox.
         *
         * @param value the same as at the announcement; by default nothing
         * @return this
         */
        public Builder tracing(MailTracing value) {
            this.tracing = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Where mails are sent: an executor of as many threads as mails may be on their way at once. The host's: it is not
         * shut down here. It must not drop work. What it refuses with a
         * {@link java.util.concurrent.RejectedExecutionException} is handed to it again later; if it refuses while nothing is on
         * its way, the pass ends with an {@link IllegalStateException} and the mails keep waiting.
         *
         * @param value by default the thread of the caller
         * @return this
         */
        public Builder senders(Executor value) {
            this.senders = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What measures durations; never the time of day.
         *
         * @param value by default {@link System#nanoTime()}
         * @return this
         */
        public Builder nanoTime(LongSupplier value) {
            this.nanoTime = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Where jitter comes from; used by many threads.
         *
         * @param value by default a {@link java.util.Random}
         * @return this
         */
        public Builder random(RandomGenerator value) {
            this.random = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Builds the dispatcher.
         *
         * @return a dispatcher that does nothing until it is turned
         * @throws IllegalArgumentException if the lease is shorter than twice a transport's deadline, or fewer mails may be in flight
         *     than there are routes
         * @throws IllegalStateException if no sealer was chosen, or a route has no transport
         */
        public OutboxDispatcher build() {
            for (MailRoute route : routes.all()) {
                if (route.transports().isEmpty()) {
                    throw new IllegalStateException("route " + route.name() + ": has no transport to send by");
                }
                if (policy.lease().compareTo(route.deadline().multipliedBy(2)) < 0) {
                    throw new IllegalArgumentException("lease: " + policy.lease()
                            + " is less than twice the deadline of the" + " transport, " + route.deadline());
                }
            }
            if (policy.maxInFlight() < routes.all().size()) {
                throw new IllegalArgumentException("maxInFlight: " + policy.maxInFlight() + " are fewer than the "
                        + routes.all().size() + " routes; each needs one at least");
            }
            LogProvider.warnIfMissing();
            Listening listening = new Listening(listener);
            RouteHealth health = new RouteHealth(
                    routes, queue, policy, listening, new DeadAddresses(suppressionList), nanoTime, random);
            DeliveryAttempt attempt = new DeliveryAttempt(
                    codec(), health, minter, policy, random, nanoTime, queue::admit, this::image, tracing);
            Senders shared = new Senders(senders);
            DispatchEngine engine = new DispatchEngine(queue, health, attempt, policy, listening, shared, nanoTime);
            return new OutboxDispatcher(engine, health, new RecoveryPolling(recovery, shared, nanoTime));
        }
    }
}
