package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.subethamail.smtp.server.SMTPServer;

@DisplayName("A mail server that stops")
@Timeout(240)
class OutageTest {
    private static final Pattern RESET = Pattern.compile("/representatives/[0-9a-f-]{36}/reset");
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    @DisplayName(
            "is told by page and health within a minute, with since when; both are well when it is back, and the mail has left")
    void told() throws Exception {
        int port = freePort();
        try (DemoServer demo =
                new DemoServer("--demo.smtp.host=localhost", "--demo.smtp.port=" + port, "--demo.smtp.tls=plain")) {
            Visitor claire = Visitor.of(demo).signedIn("claire");
            assertThat(health(claire)).contains("\"status\":\"UP\"");
            Matcher known = RESET.matcher(claire.get("/representatives").body());
            assertThat(known.find()).isTrue();
            claire.submit("/representatives", known.group(), Map.of());
            String page = within(MINUTE.plusSeconds(15), () -> mails(claire), "\"kind\":\"server-down\"");
            assertThat(page).contains("cannot be reached").contains("\"since\":\"20");
            assertThat(health(claire)).contains("OUT_OF_SERVICE");
            SMTPServer server = SMTPServer.port(port)
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .messageHandler((context, from, to, data) -> {})
                    .build();
            server.start();
            try {
                within(MINUTE.multipliedBy(2), () -> mails(claire), "\"state\":\"sent\"");
                within(MINUTE, () -> mails(claire), "\"troubles\":[]");
                within(MINUTE, () -> health(claire), "\"status\":\"UP\"");
            } finally {
                server.stop();
            }
        }
    }

    private static String mails(Visitor visitor) throws IOException, InterruptedException {
        return visitor.get("/portal-emails/api/mails?lang=en").body();
    }

    private static String health(Visitor visitor) throws IOException, InterruptedException {
        return visitor.get("/actuator/health").body();
    }

    private static String within(Duration time, Callable<String> question, String words) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        String answer = question.call();
        while (!answer.contains(words) && System.nanoTime() < end) {
            Thread.sleep(500);
            answer = question.call();
        }
        assertThat(answer).contains(words);
        return answer;
    }
}
