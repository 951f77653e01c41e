package org.portalemails.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;

@DisplayName("The trace of a request")
class ObservedMailsTest {
    /** One process with a tracer of its own. */
    private static final class Process {
        private final List<MutableSpan> spans = new CopyOnWriteArrayList<>();
        private final ObservationRegistry registry = ObservationRegistry.create();

        Process() {
            Tracing tracing = Tracing.newBuilder()
                    .addSpanHandler(new SpanHandler() {
                        @Override
                        public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                            spans.add(span);
                            return true;
                        }
                    })
                    .build();
            BraveTracer tracer = new BraveTracer(
                    tracing.tracer(),
                    new BraveCurrentTraceContext(tracing.currentTraceContext()),
                    new BraveBaggageManager());
            BravePropagator propagator = new BravePropagator(tracing);
            registry.observationConfig()
                    .observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
                            new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                            new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                            new DefaultTracingObservationHandler(tracer)));
        }

        MutableSpan span(String name) {
            return spans.stream()
                    .filter(span -> name.equals(span.name()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    @DisplayName("goes on in the deliveries of its mails, in another process and after a retry")
    void goesOn() {
        Process web = new Process();
        TestPortal portal = TestPortal.builder()
                .settings(SampleSettings.allOn())
                .portalEmails(builder -> builder.tracing(new ObservedMails(web.registry)))
                .build();
        Observation.createNotStarted("http.server.requests", web.registry)
                .observe(() -> portal.notifier().announce(SampleEvents.userNameForgotten("E-1")));
        String trace = web.span("http.server.requests").traceId();
        assertThat(web.span("announce mails").traceId()).isEqualTo(trace);

        Process worker = new Process();
        portal.transport().answerNext(Outcomes.greylisted());
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(portal.outbox(), portal.transport())
                .sealer(portal.sealer())
                .linkMinter(LinkMinter.none())
                .policy(DispatchPolicy.standard())
                .tracing(new ObservedMails(worker.registry))
                .build();
        dispatcher.runUntilIdle();
        portal.clock().advance(Duration.ofHours(1));
        dispatcher.runUntilIdle();

        assertThat(worker.spans).hasSize(2).allSatisfy(span -> {
            assertThat(span.name()).isEqualTo("deliver forgot-user-name");
            assertThat(span.traceId()).isEqualTo(trace);
            assertThat(span.parentId()).isEqualTo(web.span("announce mails").id());
        });
        assertThat(worker.spans)
                .extracting(span -> span.tag("attempt") + " " + span.tag("outcome"))
                .containsExactly("1 try-later", "2 accepted");
    }

    @Test
    @DisplayName("is not needed: without tracing nothing goes with a mail")
    void none() {
        assertThat(new ObservedMails(ObservationRegistry.create()).announced()).isEmpty();
    }
}
