package org.portalemails.mail.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.sender.Resolver.Answer;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport;
import org.portalemails.sender.SenderReport.Aspect;
import org.portalemails.sender.SenderReport.DnsRecord;
import org.portalemails.sender.SenderReport.Finding;

@DisplayName("The check of a sender by the DNS")
class DnsSenderCheckTest {
    private static final EmailAddress FROM = EmailAddress.of("portal@maples.example");

    private final SteppedClock clock = new SteppedClock();
    private final ZoneData zone = new ZoneData().with("maples.example", "TXT", "v=spf1 mx ~all");

    private static final class SteppedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-28T15:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void step(Duration by) {
            now = now.plus(by);
        }
    }

    private DnsSenderCheck.Builder check(Resolver resolver) {
        return DnsSenderCheck.builder().resolver(resolver).clock(clock);
    }

    private static Finding of(Aspect aspect, SenderReport report) {
        return report.findings().stream()
                .filter(finding -> finding.aspect() == aspect)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("names the record to publish: what is there, with what lets our servers send")
    void publish() {
        SenderReport report = check(zone)
                .sendingFrom(List.of("192.0.2.25", "2001:db8::25"))
                .signedWith(List.of(new SigningKey("maples.example", "s2026", "rsa", "MIIB")))
                .build()
                .check(FROM, null);

        assertThat(of(Aspect.SPF, report).publish())
                .isEqualTo(new DnsRecord("maples.example", "TXT", "v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 mx ~all"));
        assertThat(of(Aspect.DKIM, report).publish())
                .isEqualTo(new DnsRecord("s2026._domainkey.maples.example", "TXT", "v=DKIM1; k=rsa; p=MIIB"));
        assertThat(of(Aspect.DMARC, report).publish())
                .isEqualTo(new DnsRecord(
                        "_dmarc.maples.example", "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@maples.example"));
        assertThat(report.wrong()).hasSize(4);
    }

    @Test
    @DisplayName("names a whole record where there is none, if it knows who sends")
    void publishAnew() {
        ZoneData empty = new ZoneData();
        assertThat(of(
                        Aspect.SPF,
                        check(empty).spfInclude("spf.service.example").build().check(FROM, null)))
                .satisfies(finding -> assertThat(finding.publish())
                        .isEqualTo(new DnsRecord("maples.example", "TXT", "v=spf1 include:spf.service.example ~all")));
        assertThat(of(Aspect.SPF, check(empty).build().check(FROM, null)).publish())
                .isNull();
    }

    @Test
    @DisplayName("does not call wrong what the mail service answers for itself")
    void service() {
        SenderReport report = check(zone).envelopeByService().build().check(FROM, null);

        assertThat(of(Aspect.SPF, report).reason()).isEqualTo(SenderReason.SPF_BY_SERVICE);
        assertThat(of(Aspect.DKIM, report).reason()).isEqualTo(SenderReason.DKIM_BY_SERVER);
    }

    @Test
    @DisplayName("says nothing of SPF without an envelope sender, and asks where bounces go if that is elsewhere")
    void envelope() {
        assertThat(check(zone).envelope(from -> null).build().check(FROM, null).findings())
                .extracting(Finding::aspect)
                .containsExactly(Aspect.DKIM, Aspect.DMARC, Aspect.MX);
        assertThat(check(zone)
                        .envelope(from -> EmailAddress.of("bounces@boreal.example"))
                        .build()
                        .check(FROM, null)
                        .findings())
                .extracting(Finding::aspect)
                .containsExactly(Aspect.SPF, Aspect.DKIM, Aspect.DMARC, Aspect.MX, Aspect.ENVELOPE_MX);
    }

    @Test
    @DisplayName("keeps an answer for an hour, and asks again after it")
    void kept() {
        DnsSenderCheck check = check(zone).build();
        SenderReport first = check.check(FROM, null);
        int asked = zone.questions();

        clock.step(Duration.ofMinutes(59));
        assertThat(check.check(FROM, null)).isSameAs(first);
        assertThat(zone.questions()).isEqualTo(asked);

        clock.step(Duration.ofMinutes(2));
        assertThat(check.check(FROM, null).askedAt()).isEqualTo(clock.instant());
        assertThat(zone.questions()).isGreaterThan(asked);
    }

    @Test
    @DisplayName("keeps what could not be asked for five minutes only")
    void keptShortly() {
        DnsSenderCheck check = check((name, type) -> Answer.NONE_CAME).build();
        SenderReport first = check.check(FROM, null);
        assertThat(first.findings()).extracting(Finding::reason).contains(SenderReason.SPF_NO_ANSWER);

        clock.step(Duration.ofMinutes(4));
        assertThat(check.check(FROM, null)).isSameAs(first);
        clock.step(Duration.ofMinutes(2));
        assertThat(check.check(FROM, null)).isNotSameAs(first);
    }

    @Test
    @DisplayName("tells what is known without asking, and has it asked again when it is old")
    void known() throws Exception {
        DnsSenderCheck check = check(zone).build();
        assertThat(check.known()).isEmpty();
        assertThat(zone.questions()).isZero();
        SenderReport first = check.check(FROM, null);

        clock.step(Duration.ofHours(2));
        assertThat(check.known()).containsExactly(first);
        assertThat(check.known(FROM, null)).isPresent();
        assertThat(check.known(FROM, FROM)).isEmpty();
        for (int i = 0; i < 200 && check.known().contains(first); i++) {
            Thread.sleep(10);
        }
        assertThat(check.known()).hasSize(1).doesNotContain(first);
    }

    @Test
    @DisplayName("asks once for all who want to know at the same time")
    void once() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        DnsSenderCheck check = check((name, type) -> {
                    begun.countDown();
                    try {
                        assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return zone.ask(name, type);
                })
                .build();
        List<CompletableFuture<SenderReport>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> check.check(FROM, null), task -> {
                    Thread thread = new Thread(task);
                    thread.start();
                }))
                .toList();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        go.countDown();

        SenderReport first = all.get(0).get(10, TimeUnit.SECONDS);
        for (CompletableFuture<SenderReport> each : all) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isSameAs(first);
        }
        assertThat(zone.asked()).hasSize(zone.questions());
    }

    @Test
    @DisplayName("does not wait longer than it may: what hangs could not be asked")
    void patience() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        DnsSenderCheck check = check((name, type) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Answer.NONE_CAME;
                })
                .patience(Duration.ofMillis(100))
                .build();
        long begin = System.nanoTime();

        SenderReport report = check.check(FROM, EmailAddress.of("help@boreal.example"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(report.findings())
                .extracting(Finding::reason)
                .containsExactly(
                        SenderReason.SPF_NO_ANSWER,
                        SenderReason.DKIM_BY_SERVER,
                        SenderReason.DMARC_NO_ANSWER,
                        SenderReason.MX_NO_ANSWER,
                        SenderReason.MX_NO_ANSWER);
        never.countDown();
    }

    @Test
    @DisplayName("stops asking when its time is over, however slow each answer is")
    void slow() {
        ZoneData loop = new ZoneData()
                .with("maples.example", "TXT", "v=spf1 include:a.example include:b.example include:c.example -all");
        DnsSenderCheck check = check((name, type) -> {
                    try {
                        Thread.sleep(60);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return loop.ask(name, type);
                })
                .patience(Duration.ofMillis(100))
                .build();

        check.check(FROM, null);

        assertThat(loop.questions()).isLessThanOrEqualTo(3);
    }

    @Test
    @DisplayName("does not quote a stranger's record at any length")
    void detail() {
        ZoneData hostile = new ZoneData().with("maples.example", "TXT", "v=spf1 x" + "\u0007<script>".repeat(900));

        assertThat(of(Aspect.SPF, check(hostile).build().check(FROM, null)).detail())
                .hasSizeLessThanOrEqualTo(81)
                .doesNotContain("\u0007");
    }

    @Test
    @DisplayName("takes addresses of servers, not names")
    void addresses() {
        assertThatThrownBy(() -> DnsSenderCheck.builder().sendingFrom(List.of("mail.maples.example")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
