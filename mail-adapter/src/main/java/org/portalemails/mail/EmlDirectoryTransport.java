package org.portalemails.mail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.portalemails.email.OutgoingMail;
import org.portalemails.mail.mime.MimeWriter;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.DeliveryOutcome.Accepted;
import org.portalemails.transport.DeliveryOutcome.Phase;
import org.portalemails.transport.DeliveryOutcome.Reply;
import org.portalemails.transport.DeliveryOutcome.TryLater;
import org.portalemails.transport.GuardedMailTransport;
import org.portalemails.transport.RecipientGuard;

/**
 * Writes each mail into a directory as {@code <mail id>.eml}, which mail programs open. A file appears complete or not at
 * all; a repetition replaces it. The files hold everything, links included: keep the directory as safe as a mailbox.
 */
public final class EmlDirectoryTransport extends GuardedMailTransport {
    private final Path directory;
    private final MimeWriter writer = new MimeWriter(false, List.of());

    /**
     * A transport without a guard.
     *
     * @param directory created if it is missing
     */
    public EmlDirectoryTransport(Path directory) {
        this(directory, RecipientGuard.off());
    }

    /**
     * A transport with a guard.
     *
     * @param directory created if it is missing
     * @param guard decides about every mail
     */
    public EmlDirectoryTransport(Path directory, RecipientGuard guard) {
        super(guard);
        this.directory = directory.toAbsolutePath();
    }

    @Override
    protected DeliveryOutcome carry(OutgoingMail mail) {
        byte[] message;
        try {
            message = writer.write(mail);
        } catch (IllegalArgumentException e) {
            return OutcomeRules.notAMail(Phase.PREPARE);
        }
        try {
            Files.createDirectories(directory);
            // A MailId is letters, digits and hyphens: it names a file and nothing else.
            Path target = directory.resolve(mail.id().value() + ".eml");
            Path part = Files.createTempFile(directory, "." + mail.id().value(), ".part");
            try {
                writeAll(part, message);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return new Accepted(Reply.none(Phase.FINAL_DOT, "written"));
        } catch (ClosedByInterruptException e) {
            // Somebody wants this thread to stop; it says nothing about the directory.
            return new TryLater(Reply.none(Phase.PREPARE, "interrupted"), false);
        } catch (IOException e) {
            return new TryLater(Reply.none(Phase.CONNECT, "the directory cannot be written to"), true);
        }
    }

    private static void writeAll(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            // On disk before it counts as handed over.
            channel.force(true);
        }
    }

    @Override
    public Duration deadline() {
        return Duration.ofSeconds(30);
    }
}
