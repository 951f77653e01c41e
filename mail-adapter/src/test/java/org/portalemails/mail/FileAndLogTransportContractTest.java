package org.portalemails.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.portalemails.testkit.MailTransportContract;
import org.portalemails.testkit.TransportSituation;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;

class FileAndLogTransportContractTest {
    @Nested
    @DisplayName("The transport into a directory")
    class EmlDirectory extends MailTransportContract {
        @TempDir
        Path home;

        private Path directory() {
            return home.resolve("mails");
        }

        @Override
        protected MailTransport transport() {
            return new EmlDirectoryTransport(directory());
        }

        @Override
        protected Optional<MailTransport> guardedTransport(RecipientGuard guard) {
            return Optional.of(new EmlDirectoryTransport(directory(), guard));
        }

        @Override
        protected Optional<MailTransport> transportWhen(TransportSituation situation) {
            if (situation != TransportSituation.UNREACHABLE) {
                return Optional.empty();
            }
            try {
                Path file = home.resolve("file");
                if (!Files.exists(file)) {
                    Files.createFile(file);
                }
                return Optional.of(new EmlDirectoryTransport(file));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Optional<Collection<String>> arrived() {
            if (!Files.isDirectory(directory())) {
                return Optional.of(java.util.List.of());
            }
            try (Stream<Path> files = Files.list(directory())) {
                return Optional.of(files.map(EmlDirectory::messageId).toList());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String messageId(Path file) {
            try {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                int from = text.indexOf("Message-ID: <") + "Message-ID: <".length();
                return text.substring(from, text.indexOf('>', from));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    @DisplayName("The transport into the log")
    class Log extends MailTransportContract {
        @Override
        protected MailTransport transport() {
            return new LogTransport();
        }

        @Override
        protected Optional<MailTransport> guardedTransport(RecipientGuard guard) {
            return Optional.of(new LogTransport(guard));
        }
    }
}
