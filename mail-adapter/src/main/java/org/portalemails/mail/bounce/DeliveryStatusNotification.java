package org.portalemails.mail.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail in which a mail system reports what became of another mail (RFC 3464, and RFC 6533 for addresses that are not
 * ASCII). It comes from anybody who cares to write one: {@link BounceHandler} asks for proof, this class does not.
 *
 * @param sentTo the addresses in the fields that say where the notification itself went, the envelope's first; at most 20;
 *     the return address of the mail that it is about is among them
 * @param returnPath what stands in {@code Return-Path}, without angle brackets: empty for the null sender; {@code null} if
 *     there is no such field
 * @param envelopeId the {@code ENVID} that the mail was handed over with, or {@code null}
 * @param messageId the Message-ID of the mail, without angle brackets, from the part that came back, or {@code null}
 * @param recipients at least one, at most 50
 * @param wrapped whether the report stands in a {@code multipart/mixed}, as OpenSMTPD writes it and gateways leave it; also a way in which
 *     people forward, so {@link BounceHandler} wants more proof
 */
record DeliveryStatusNotification(
        List<String> sentTo,
        @Nullable String returnPath,
        @Nullable String envelopeId,
        @Nullable String messageId,
        List<RecipientStatus> recipients,
        boolean wrapped) {
    /**
     * How much of a mail is read, in bytes. What comes back whole stands behind the report, so a longer mail loses nothing
     * that is wanted.
     */
    static final int MOST_BYTES = 512 * 1024;

    /** Copies. */
    DeliveryStatusNotification {
        sentTo = List.copyOf(sentTo);
        recipients = List.copyOf(recipients);
    }

    /**
     * Reads a mail. Takes time and memory in proportion to {@link #MOST_BYTES} at most, whatever stands in it, and throws
     * nothing for what stands in it.
     *
     * @param mail the whole mail as it came, not closed here
     * @return empty if it is something else: an automatic answer, a read receipt, a complaint, a letter, a bounce in prose
     * @throws IOException if the stream does
     */
    static Optional<DeliveryStatusNotification> read(InputStream mail) throws IOException {
        return NotificationParser.parse(mail.readNBytes(MOST_BYTES));
    }

    /** Without addresses. */
    @Override
    public String toString() {
        return "DeliveryStatusNotification" + recipients;
    }
}
