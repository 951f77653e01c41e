package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.email.OutgoingMail;
import org.portalemails.event.Contact;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.PortalMails;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The host in a process of its own, on a JDK that has virtual threads: this one, or the one whose directory is in the system property {@code
 * portalemails.newer-jdk} or the environment variable {@code JAVA_HOME_25_X64} or {@code JAVA_HOME_21_X64}. Skipped where there is none.
 */
@DisplayName("On a JDK with virtual threads")
class VirtualSendersTest {
    private static final int VIRTUAL_THREADS_SINCE = 21;

    @ParameterizedTest(name = "spring.threads.virtual.enabled={0}: {1}")
    @DisplayName("all mails go out through virtual senders, if Spring's property says so")
    @CsvSource({"true, 20 mails by VirtualThread", "false, 20 mails by Thread"})
    void senders(boolean virtual, String said) throws Exception {
        Optional<Path> jdk = newerJdk();
        assumeTrue(jdk.isPresent(), "needs JDK 21 or newer: -Dportalemails.newer-jdk");
        List<String> command = List.of(
                jdk.orElseThrow().resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                "--spring.datasource.url=jdbc:h2:mem:virtual",
                "--spring.threads.virtual.enabled=" + virtual);
        Path output = Files.createTempFile("virtual-senders", ".txt");
        try {
            Process child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code = child.waitFor();
            String told = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(code).as(told).isZero();
            assertThat(told.lines()).contains(said);
        } finally {
            Files.delete(output);
        }
    }

    private static Optional<Path> newerJdk() {
        if (Runtime.version().feature() >= VIRTUAL_THREADS_SINCE) {
            return Optional.of(Path.of(System.getProperty("java.home")));
        }
        return Stream.of(
                        System.getProperty("portalemails.newer-jdk"),
                        System.getenv("JAVA_HOME_25_X64"),
                        System.getenv("JAVA_HOME_21_X64"))
                .filter(Objects::nonNull)
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .findFirst();
    }

    /** Announces, waits, and says on what kind of threads the transport was called. */
    static final class Host {
        private static final int MAILS = 20;

        private Host() {}

        public static void main(String[] arguments) throws IOException {
            RecordingTransport recording = new RecordingTransport();
            Queue<String> threads = new ConcurrentLinkedQueue<>();
            MailTransport transport = new MailTransport() {
                @Override
                public DeliveryOutcome deliver(OutgoingMail mail) {
                    // Its text begins with its class, which Java 17 cannot name.
                    threads.add(Thread.currentThread().toString().replaceFirst("\\[.*", ""));
                    return recording.deliver(mail);
                }

                @Override
                public Duration deadline() {
                    return recording.deadline();
                }
            };
            try (ConfigurableApplicationContext host = new SpringApplicationBuilder(BillingPortal.class)
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean("transport", MailTransport.class, () -> transport))
                    .run(arguments)) {
                host.getBean(SettingsStore.class)
                        .save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "setup");
                for (int i = 0; i < MAILS; i++) {
                    host.getBean(Passwords.class).forgotten(SampleEvents.GROUP, contact(i), () -> {});
                }
                new PortalMails(host.getBean(OutboxAdministration.class), recording).settled();
            }
            System.out.println(recording.accepted().size() + " mails by " + String.join(", ", new TreeSet<>(threads)));
        }

        /** One for each mail: a newer reset would replace an older one. */
        private static Contact contact(int number) {
            return Contact.of("Marie", "Tremblay", "marie" + number + "@erables.example", Locale.CANADA_FRENCH)
                    .withUserName("marie" + number);
        }
    }
}
