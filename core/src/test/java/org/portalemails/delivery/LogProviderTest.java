package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.outbox.PayloadSealer;

@DisplayName("A host is told when nobody can read what is logged:")
class LogProviderTest {
    private static final String TOLD = "There is no SLF4J provider";

    /** A host that starts two dispatchers. */
    static final class Host {
        public static void main(String[] arguments) {
            InMemoryOutbox outbox = new InMemoryOutbox(java.time.Clock.systemUTC());
            for (int i = 0; i < 2; i++) {
                OutboxDispatcher.builder(outbox, new InMemoryMailTransport())
                        .sealer(PayloadSealer.unprotected())
                        .build();
            }
        }
    }

    private static String starts(String... classPath) throws IOException, InterruptedException {
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        Host.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(host.waitFor()).as(said).isZero();
        return said;
    }

    private static String withoutProvider() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("slf4j-simple"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    @DisplayName("once, where there is no provider")
    void once() throws Exception {
        assertThat(starts(withoutProvider()).lines().filter(line -> line.contains(TOLD)))
                .hasSize(1);
    }

    @Test
    @DisplayName("not where there is one")
    void provider() throws Exception {
        assertThat(starts(System.getProperty("java.class.path"))).doesNotContain(TOLD);
    }

    @Test
    @DisplayName("not where it chose to hear nothing")
    void chosen(@TempDir Path directory) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("org.slf4j.spi.SLF4JServiceProvider"),
                "org.slf4j.helpers.NOP_FallbackServiceProvider");
        assertThat(starts(directory.toString(), withoutProvider())).doesNotContain(TOLD);
    }
}
