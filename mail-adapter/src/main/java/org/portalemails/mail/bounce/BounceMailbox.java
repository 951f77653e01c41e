package org.portalemails.mail.bounce;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.portalemails.mail.bounce.BounceVerdict.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through a mailbox folder that the host opens: which protocol, which server and which credentials is the host's
 * matter. IMAP, since POP3 keeps no marks. A mail that was handled is marked as seen, so that the next round leaves it alone; nothing is deleted.
 */
public final class BounceMailbox {
    private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);

    private final BounceHandler handler;

    /**
     * Creates it.
     *
     * @param handler decides about each mail
     */
    public BounceMailbox(BounceHandler handler) {
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    /**
     * Handles the mails of a folder that nobody has seen yet. One that cannot be read is logged and left unseen; the others
     * go on.
     *
     * @param folder open for reading and writing; not closed here
     * @param atMost the most mails to handle in this round
     * @return how many there were of each kind
     * @throws MessagingException if the folder as a whole cannot be read
     * @throws org.portalemails.PortalEmailsException if the storage refuses; the mail of that moment stays unseen
     */
    public Map<Decision, Integer> handleUnseen(Folder folder, int atMost) throws MessagingException {
        Map<Decision, Integer> counts = new EnumMap<>(Decision.class);
        int handled = 0;
        for (Message message : folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false))) {
            if (handled == atMost) {
                break;
            }
            try {
                BounceVerdict verdict = handler.handle(new ByteArrayInputStream(beginningOf(message)));
                message.setFlag(Flags.Flag.SEEN, true);
                counts.merge(verdict.decision(), 1, Integer::sum);
                handled++;
            } catch (FolderClosedException e) {
                throw e;
            } catch (IOException | MessagingException e) {
                LOG.warn(
                        "a mail in the mailbox for bounces could not be read: {}",
                        e.getClass().getName());
            }
        }
        return counts;
    }

    private static byte[] beginningOf(Message message) throws IOException, MessagingException {
        if (message instanceof IMAPMessage imap) {
            // Reading alone must not mark it as seen: it has not been handled yet.
            imap.setPeek(true);
        }
        Beginning beginning = new Beginning();
        try {
            message.writeTo(beginning);
        } catch (IOException e) {
            if (!beginning.isFull()) {
                throw e;
            }
        }
        return beginning.toByteArray();
    }

    /** Takes as much as is wanted, and stops whoever writes more. */
    private static final class Beginning extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        boolean isFull() {
            return kept.size() >= DeliveryStatusNotification.MOST_BYTES;
        }

        byte[] toByteArray() {
            return kept.toByteArray();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            kept.write(bytes, from, Math.min(length, DeliveryStatusNotification.MOST_BYTES - kept.size()));
            if (isFull()) {
                throw new IOException("enough");
            }
        }
    }
}
