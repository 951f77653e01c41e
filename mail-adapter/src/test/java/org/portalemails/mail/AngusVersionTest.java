package org.portalemails.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.transport.DeliveryOutcome;

@DisplayName("What the host brings")
class AngusVersionTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2.0.4, true",
        "2.0.0, true",
        "1.1.9, true",
        "2.0.4.redhat-1, true",
        "2.0.5, false",
        "2.0.10, false",
        "2.1.0-M1, false",
        "3.0.0, false",
        "unknown, false"
    })
    @DisplayName("an Angus before 2.0.5 is vulnerable")
    void versions(String version, boolean vulnerable) {
        assertThat(AngusVersion.isVulnerable(version)).isEqualTo(vulnerable);
    }

    @Test
    @DisplayName("the version of the Angus in use is read, and is sound")
    void real() {
        assertThat(AngusVersion.read()).hasValueSatisfying(version -> {
            assertThat(version).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(AngusVersion.isVulnerable(version)).isFalse();
        });
    }

    @Test
    @DisplayName("threads of the transport are made by the factory that the host gave")
    void threads() throws Exception {
        AtomicInteger made = new AtomicInteger();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start(number -> SmtpScript.accepting());
                SmtpTransport transport = SmtpTransport.builder("127.0.0.1", server.port())
                        .tls(TlsMode.PLAIN)
                        .threads(work -> {
                            made.incrementAndGet();
                            Thread thread = new Thread(work, "of-the-host");
                            thread.setDaemon(true);
                            return thread;
                        })
                        .build()) {
            assertThat(transport.deliver(TestMails.mail())).isInstanceOf(DeliveryOutcome.Accepted.class);
            assertThat(made.get())
                    .as("the name, and what closes late connections")
                    .isEqualTo(2);
        }
    }
}
