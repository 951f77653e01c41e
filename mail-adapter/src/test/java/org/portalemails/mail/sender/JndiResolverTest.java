package org.portalemails.mail.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.mail.sender.Resolver.Answer;
import org.portalemails.mail.sender.Resolver.RecordType;

@DisplayName("The DNS by the JDK's provider")
class JndiResolverTest {
    private static final Duration SHORT = Duration.ofMillis(150);

    private static Answer ask(ZoneData zone, String name, RecordType type) throws Exception {
        try (DnsServer server = new DnsServer(zone)) {
            return server.resolver(Duration.ofSeconds(2)).ask(name, type);
        }
    }

    @Test
    @DisplayName("answers with each kind of records")
    void kinds() throws Exception {
        ZoneData zone = new ZoneData()
                .with("maples.example", "A", "192.0.2.25")
                .with("maples.example", "AAAA", "2001:db8::25")
                .with("maples.example", "MX", "10 mx.maples.example")
                .with("maples.example", "MX", "20 mx2.maples.example")
                .with("maples.example", "TXT", "v=spf1 mx -all")
                .with("25.2.0.192.in-addr.arpa", "PTR", "mx.maples.example")
                .with("null.example", "MX", "0 .")
                .with("alias.example", "CNAME", "maples.example");

        assertThat(ask(zone, "maples.example", RecordType.A).records()).containsExactly("192.0.2.25");
        assertThat(ask(zone, "Maples.Example", RecordType.AAAA).records()).containsExactly("2001:db8::25");
        assertThat(ask(zone, "maples.example", RecordType.MX).records())
                .containsExactlyInAnyOrder("10 mx.maples.example", "20 mx2.maples.example");
        assertThat(ask(zone, "maples.example", RecordType.TXT).records()).containsExactly("v=spf1 mx -all");
        assertThat(ask(zone, "25.2.0.192.in-addr.arpa", RecordType.PTR).records())
                .containsExactly("mx.maples.example");
        assertThat(ask(zone, "null.example", RecordType.MX).records()).containsExactly("0 .");
        assertThat(ask(zone, "alias.example", RecordType.TXT).records()).containsExactly("v=spf1 mx -all");
    }

    @Test
    @DisplayName("knows what does not exist from what was not answered")
    void nothing() throws Exception {
        ZoneData zone = new ZoneData()
                .with("maples.example", "A", "192.0.2.25")
                .with("failing.example", "SERVFAIL", "")
                .with("refusing.example", "REFUSED", "");

        assertThat(ask(zone, "nobody.example", RecordType.TXT)).isEqualTo(Answer.NOTHING);
        assertThat(ask(zone, "maples.example", RecordType.TXT)).isEqualTo(Answer.NOTHING);
        assertThat(ask(zone, "failing.example", RecordType.TXT)).isEqualTo(Answer.NONE_CAME);
        assertThat(ask(zone, "refusing.example", RecordType.TXT)).isEqualTo(Answer.NONE_CAME);
        for (String noName :
                List.of("", ".", "a..example", "x".repeat(64) + ".example", "a b.example", "a\\.example")) {
            assertThat(ask(zone, noName, RecordType.TXT)).as(noName).isEqualTo(Answer.NOTHING);
        }
    }

    @Test
    @DisplayName("gives up after its time-outs, twice asked")
    void timeOut() throws Exception {
        try (DnsServer server = new DnsServer(new ZoneData().with("slow.example", "TIMEOUT", ""))) {
            long begin = System.nanoTime();
            assertThat(server.resolver(SHORT).ask("slow.example", RecordType.TXT))
                    .isEqualTo(Answer.NONE_CAME);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThat(server.questionsByUdp()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("asks by TCP for what is too long for UDP, and does not wait there forever")
    void truncated() throws Exception {
        String key = "v=DKIM1; k=rsa; p=" + "M".repeat(900);
        ZoneData zone = new ZoneData().with("long.example", "TXT", key);
        try (DnsServer server = new DnsServer(zone)) {
            assertThat(server.resolver(Duration.ofSeconds(2))
                            .ask("long.example", RecordType.TXT)
                            .records())
                    .containsExactly(key);
            assertThat(server.questionsByTcp()).isEqualTo(1);
        }
        try (DnsServer server = new DnsServer(zone).silentByTcp()) {
            long begin = System.nanoTime();
            assertThat(server.resolver(SHORT)
                            .ask("long.example", RecordType.TXT)
                            .records())
                    .doesNotContain(key);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @DisplayName("takes no answer to another question")
    void forged() throws Exception {
        try (DnsServer server =
                new DnsServer(new ZoneData().with("maples.example", "TXT", "v=spf1 -all")).wrongIdFirst()) {
            assertThat(server.resolver(Duration.ofSeconds(2))
                            .ask("maples.example", RecordType.TXT)
                            .records())
                    .containsExactly("v=spf1 -all");
        }
    }

    @Test
    @DisplayName("joins the strings of a text, whatever stands in them")
    void strings() throws Exception {
        ZoneData zone = new ZoneData()
                .with("key.example", "TXT", "v=DKIM1; p=" + "A".repeat(200), "B".repeat(200) + "==")
                .with("space.example", "TXT", "v=spf1 ", "ip4:192.0.2.25", " -all")
                .with("odd.example", "TXT", "", "a\"b\\c", "", "d e", "\u00e9");

        assertThat(ask(zone, "key.example", RecordType.TXT).records())
                .containsExactly("v=DKIM1; p=" + "A".repeat(200) + "B".repeat(200) + "==");
        assertThat(ask(zone, "space.example", RecordType.TXT).records()).containsExactly("v=spf1 ip4:192.0.2.25 -all");
        assertThat(ask(zone, "odd.example", RecordType.TXT).records()).containsExactly("a\"b\\cd e\u00e9");
    }

    @Test
    @DisplayName("stays with name servers: no other provider of JNDI can be named")
    void servers() {
        assertThatThrownBy(() -> Resolver.of("ldap://192.0.2.1", SHORT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Resolver.of("dns://192.0.2.1 rmi://x", SHORT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("bears an answer with very many records")
    void hostileSizes() throws Exception {
        ZoneData zone = new ZoneData();
        for (int i = 0; i < 900; i++) {
            zone.with("many.example", "TXT", "record number " + i + " of a hostile zone");
        }
        assertThat(ask(zone, "many.example", RecordType.TXT).records()).hasSizeBetween(1, 500);
    }
}
