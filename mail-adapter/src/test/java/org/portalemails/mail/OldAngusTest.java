package org.portalemails.mail;

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

@DisplayName("An Angus Mail with known holes is told")
class OldAngusTest {
    @TempDir
    Path directory;

    /** A host that opens two transports. */
    static final class Host {
        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                SmtpTransport.builder("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .build()
                        .close();
            }
        }
    }

    /** Starts with an Angus that says that it is an older one. */
    private long told(String classPath) throws IOException, InterruptedException {
        Path file = directory.resolve("META-INF/maven/org.eclipse.angus/angus-mail/pom.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "version=2.0.3");
        Process host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        directory + File.pathSeparator + classPath,
                        Host.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(host.waitFor()).as(said).isZero();
        return said.lines()
                .filter(line -> line.contains("Angus Mail 2.0.3") && line.contains("CVE-2025-7962"))
                .count();
    }

    @Test
    @DisplayName("once, to an SLF4J provider")
    void withProvider() throws Exception {
        assertThat(told(System.getProperty("java.class.path"))).isEqualTo(1);
    }

    @Test
    @DisplayName("once, also where there is no SLF4J provider")
    void withoutProvider() throws Exception {
        assertThat(told(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("slf4j-simple"))
                        .collect(Collectors.joining(File.pathSeparator))))
                .isEqualTo(1);
    }
}
