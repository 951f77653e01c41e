package org.portalemails.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.screen.ScreenPermission;
import org.portalemails.screen.ScreenUser;
import org.portalemails.sender.SenderCheck;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport;
import org.portalemails.sender.SenderReport.Aspect;
import org.portalemails.sender.SenderReport.DnsRecord;
import org.portalemails.sender.SenderReport.Finding;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;

@DisplayName("The check of a sender on the screen")
class SenderCheckOnScreenTest {
    private static final CustomerGroupDirectory GROUPS = id -> Optional.of(new CustomerGroup(id, id.value(), true));

    private final InMemorySettingsStore store = new InMemorySettingsStore(Clock.systemUTC());
    private final InMemoryOutbox outbox = new InMemoryOutbox(Clock.systemUTC());
    private final AtomicBoolean inTransaction = new AtomicBoolean();
    private final Checked transport = new Checked();
    private boolean mayChange = true;
    private boolean refuse;

    /** Knows one domain that is in order; remembers what it was asked. */
    private final class Checked implements MailTransport, SenderCheck {
        private final List<SenderReport> asked = new ArrayList<>();

        @Override
        public DeliveryOutcome deliver(OutgoingMail mail) {
            return Outcomes.accepted();
        }

        @Override
        public java.time.Duration deadline() {
            return java.time.Duration.ofSeconds(1);
        }

        @Override
        public SenderCheck senderCheck() {
            return this;
        }

        @Override
        public SenderReport check(EmailAddress from, @Nullable EmailAddress replyTo) {
            assertThat(inTransaction).isFalse();
            boolean good = from.domain().equals("maples.example");
            List<Finding> findings = new ArrayList<>();
            findings.add(new Finding(
                    Aspect.SPF,
                    good ? SenderReason.SPF_PASSES : SenderReason.SPF_MISSING,
                    from.domain(),
                    good ? "192.0.2.25" : "",
                    good ? null : new DnsRecord(from.domain(), "TXT", "v=spf1 ip4:192.0.2.25 ~all")));
            if (replyTo != null) {
                findings.add(new Finding(Aspect.REPLY_TO_MX, SenderReason.MX_NULL, replyTo.domain(), "", null));
            }
            SenderReport report = new SenderReport(from, replyTo, Instant.parse("2026-11-28T15:00:00Z"), findings);
            asked.add(report);
            return report;
        }

        @Override
        public List<SenderReport> known() {
            return asked;
        }
    }

    private ScreenAnswer ask(String path, Map<String, String> values, String... parameters) {
        PortalEmails portalEmails = PortalEmails.builder()
                .customerGroups(GROUPS)
                .settingsStore(store)
                .outbox(outbox)
                .profile(SampleSettings.profile())
                .routes(MailRoutes.single(transport))
                .refusingWrongSenders(refuse)
                .build();
        UnitOfWork unitOfWork = new UnitOfWork() {
            @Override
            public <T> T of(Supplier<T> work) {
                inTransaction.set(true);
                try {
                    return work.get();
                } finally {
                    inTransaction.set(false);
                }
            }
        };
        ScreenUser user =
                new ScreenUser("zoe", null, (what, where) -> mayChange || what == ScreenPermission.SEE_SETTINGS);
        Map<String, String> all = new HashMap<>(Map.of("lang", "fr-CA"));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return new ScreenEndpoint(
                        new ScreenData(portalEmails.settingsScreen(), GROUPS, outbox),
                        outbox,
                        principal -> Optional.of(user),
                        unitOfWork)
                .answer(new ScreenRequest("POST", path, all, Json.write(values), null));
    }

    private static Map<String, String> sender(String address) {
        return Map.of("sendFrom", address, "language", "fr-CA");
    }

    @Test
    @DisplayName(
            "answers finding by finding in the reader's words, with the record to publish, outside of a transaction")
    void findings() {
        String answer = ask("sender-check", sender("a@boreal.example")).text();

        assertThat(answer)
                .startsWith("{\"from\":\"a@boreal.example\",\"route\":\"default\",\"servers\":[{\"name\":\"default\"")
                .contains("\"askedAt\":\"2026-11-28T15:00:00Z\"", "\"wrong\":true")
                .contains("\"field\":\"sendFrom\",\"verdict\":\"wrong\",\"code\":\"spf-missing\"")
                .contains("SPF\u00a0: boreal.example n’a aucun enregistrement")
                .contains(
                        "\"recordName\":\"boreal.example\",\"recordType\":\"TXT\",\"recordValue\":\"v=spf1 ip4:192.0.2.25 ~all\"");
        assertThat(ask("sender-check", sender("a@maples.example")).text()).contains("\"wrong\":false");
    }

    @Test
    @DisplayName("is for those who may change settings, and needs a sender")
    void refused() {
        assertThat(ask("sender-check", Map.of("language", "fr-CA")).status()).isEqualTo(422);
        mayChange = false;
        assertThat(ask("sender-check", sender("a@boreal.example")).status()).isEqualTo(403);
        assertThat(transport.asked).isEmpty();
    }

    @Test
    @DisplayName("warns at the fields of what is known, asks nothing for that, and does not keep from saving")
    void warns() {
        assertThat(ask("check", sender("a@boreal.example")).text()).doesNotContain("sender.spf");
        Map<String, String> both =
                Map.of("sendFrom", "a@boreal.example", "replyTo", "b@null.example", "language", "fr-CA");
        ask("sender-check", both);

        assertThat(ask("check", both).text())
                .contains("\"path\":\"sendFrom\",\"code\":\"sender.spf-missing\",\"severity\":\"warning\"")
                .contains("\"path\":\"replyTo\",\"code\":\"sender.mx-null\",\"severity\":\"warning\"")
                .startsWith("{\"savable\":true");
        assertThat(ask("save", both, "version", "0").text()).contains("\"saved\":true");
        assertThat(transport.asked).hasSize(1);
    }

    @Test
    @DisplayName("refuses to save a wrong sender if the host says so, but nothing else beside it")
    void refuses() {
        ask("save", sender("a@boreal.example"), "version", "0");
        refuse = true;

        ScreenAnswer refusal = ask("save", sender("b@boreal.example"), "version", "1");
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.text()).contains("sender.spf-missing");
        assertThat(store.find(SettingsOwner.INSTALLATION).orElseThrow().version())
                .isEqualTo(1);

        Map<String, String> other = new HashMap<>(sender("a@boreal.example"));
        other.put("senderName", "Boréal");
        assertThat(ask("save", other, "version", "1").text()).contains("\"saved\":true");
        assertThat(ask("save", sender("a@maples.example"), "version", "2").text())
                .contains("\"saved\":true");
    }

    @Test
    @DisplayName("cannot be asked without end")
    void limited() {
        PortalEmails portalEmails = PortalEmails.builder()
                .customerGroups(GROUPS)
                .settingsStore(store)
                .outbox(outbox)
                .profile(SampleSettings.profile())
                .routes(MailRoutes.single(transport))
                .build();
        UnitOfWork none = new UnitOfWork() {
            @Override
            public <T> T of(Supplier<T> work) {
                return work.get();
            }
        };
        ScreenEndpoint endpoint = new ScreenEndpoint(
                new ScreenData(portalEmails.settingsScreen(), GROUPS, outbox),
                outbox,
                principal -> Optional.of(new ScreenUser("zoe", null, (what, where) -> true)),
                none);
        ScreenRequest request =
                new ScreenRequest("POST", "sender-check", Map.of(), Json.write(sender("a@maples.example")), null);
        for (int i = 0; i < 120; i++) {
            assertThat(endpoint.answer(request).status()).isEqualTo(200);
        }
        assertThat(endpoint.answer(request).status()).isEqualTo(429);
    }
}
