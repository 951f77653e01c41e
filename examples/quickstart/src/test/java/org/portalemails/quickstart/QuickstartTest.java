package org.portalemails.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.notification.NotificationType;

@DisplayName("The quickstart")
class QuickstartTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsOneLineForEachMailAndOneWholeMail() throws Exception {
        assertThat(new Quickstart(Arguments.parse(), out).run()).as(printed()).isTrue();
        for (NotificationType type : NotificationType.values()) {
            assertThat(printed().lines().filter(line -> line.startsWith(type.name() + " → ")))
                    .as(type.name())
                    .hasSize(1);
        }
        assertThat(printed())
                .contains("RESET_PASSWORD → marie-eve.tremblay@erables.example — Réinitialiser votre mot de passe")
                .contains("Auto-Submitted: auto-generated")
                .contains("https://portail.boreal.example/resetLink/");
    }

    @Test
    void showsASkipARepetitionAndARollback() throws Exception {
        new Quickstart(Arguments.parse(), out).run();
        assertThat(printed()).contains("SWITCHED_OFF");
        assertThat(printed()).contains("ALREADY_ANNOUNCED").contains("must never be sent");
    }

    @Test
    void sendsThroughAGivenServerAndSaysWhatBecameOfEachMail() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            Arguments arguments =
                    Arguments.parse("--smtp", "127.0.0.1:" + server.getSmtp().getPort(), "--tls", "plain");
            assertThat(new Quickstart(arguments, out).run()).as(printed()).isTrue();
            assertThat(server.getReceivedMessages()).hasSize(10);
        } finally {
            server.stop();
        }
    }

    @Test
    void doesNotSayAllIsWellWhenNothingCouldBeSent() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Arguments arguments = Arguments.parse("--smtp", "127.0.0.1:" + closed, "--tls", "plain");
        assertThat(new Quickstart(arguments, out).run()).isFalse();
        assertThat(printed()).contains("MISSING: a sent mail");
    }

    @Test
    void refusesAnArgumentThatItDoesNotKnow() {
        assertThatThrownBy(() -> Arguments.parse("--smpt", "x:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--smpt")
                .hasMessageContaining("usage");
    }
}
