package org.portalemails.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailTracing;
import org.portalemails.inmemory.InMemoryLinks;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SettableClock;

@DisplayName("The tokens of a thousand links")
class TokensStaySecretTest {
    private static final Pattern LINK = Pattern.compile("https://portal\\.boreal\\.example/reset/([A-Za-z0-9_-]+)");

    private final SettableClock clock = new SettableClock();
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
    private final InMemoryMailTransport transport = new InMemoryMailTransport();
    private final List<String> seen = new ArrayList<>();

    private final MailTracing tracing = new MailTracing() {
        @Override
        public Map<String, String> announced() {
            return Map.of();
        }

        @Override
        public Delivery delivery(Map<String, String> trace, String typeCode, int attempt) {
            seen.add(trace + " " + typeCode + " " + attempt);
            return seen::add;
        }
    };

    @Test
    @DisplayName("stand in the mails and neither in traces, metrics, entries nor attempts")
    void secret() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        PortalEmailMetrics metrics = new PortalEmailMetrics(outbox);
        metrics.bindTo(registry);
        LinkPage page = LinkPage.of(LinkPurpose.PASSWORD_RESET, URI.create("https://portal.boreal.example/reset"));
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(outbox, transport)
                .sealer(PayloadSealer.unprotected())
                .linkMinter(OneTimeLinkMinter.of(new InMemoryLinks(clock), request -> Optional.of(page)))
                .policy(DispatchPolicy.standard().inBatchesOf(500, 20))
                .tracing(tracing)
                .listener(metrics)
                .build();
        for (int i = 0; i < 1000; i++) {
            outbox.append(List.of(SampleMails.withLink(SampleMails.minted())));
        }
        while (transport.delivered().size() < 1000) {
            dispatcher.runUntilIdle();
            clock.advance(Duration.ofSeconds(1));
        }
        List<String> tokens = new ArrayList<>();
        transport.delivered().forEach(mail -> {
            Matcher link = LINK.matcher(mail.text());
            assertThat(link.find()).isTrue();
            tokens.add(link.group(1));
        });
        assertThat(tokens).hasSize(1000).doesNotHaveDuplicates();
        registry.getMeters().forEach(meter -> seen.add(meter.getId().toString()));
        outbox.find(OutboxQuery.all().atMost(1000)).forEach(entry -> {
            seen.add(entry.toString());
            seen.add(outbox.attempts(entry.id()).toString());
        });
        String everything = String.join("\n", seen);
        assertThat(seen).hasSizeGreaterThan(4000);
        assertThat(tokens).noneMatch(everything::contains);
    }
}
