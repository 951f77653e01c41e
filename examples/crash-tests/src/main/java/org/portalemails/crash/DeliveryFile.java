package org.portalemails.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.portalemails.email.OutgoingMail;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.MailTransport;

/** What was delivered: one line for each mail, written at once, so that it outlives whoever wrote it. */
final class DeliveryFile {
    private final Path path;

    DeliveryFile(Path path) {
        this.path = path;
    }

    /**
     * One delivery.
     *
     * @param messageId under which Message-ID
     * @param process which process delivered it
     * @param subject of the mail
     */
    record Delivery(String messageId, String process, String subject) {}

    /** In the order in which they were made. */
    List<Delivery> read() throws IOException {
        List<Delivery> deliveries = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            String[] parts = line.split(" ", 3);
            deliveries.add(new Delivery(parts[0], parts[1], parts[2]));
        }
        return deliveries;
    }

    long count() throws IOException {
        // Lines differ in length: count them.
        long count = 0;
        for (byte b : Files.readAllBytes(path)) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }

    /** A transport that takes two milliseconds for each mail, as a fast server would, and writes it down. */
    MailTransport transport(String process) throws IOException {
        return new Appending(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND), process);
    }

    private record Appending(FileChannel file, String process) implements MailTransport {
        @Override
        public DeliveryOutcome deliver(OutgoingMail mail) {
            String line = mail.messageId() + " " + process + " " + mail.subject() + "\n";
            try {
                LockSupport.parkNanos(2_000_000);
                file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new DeliveryOutcome.Accepted(
                    new DeliveryOutcome.Reply(DeliveryOutcome.Phase.FINAL_DOT, 250, "2.0.0", "kept"));
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
