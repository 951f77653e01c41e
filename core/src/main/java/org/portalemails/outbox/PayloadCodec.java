package org.portalemails.outbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailId;
import org.portalemails.email.Mailbox;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.settings.EmailAddress;
import org.portalemails.settings.NotificationType;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * Writes a mail as bytes for storage and reads it back, its links sealed. Safe for many threads.
 *
 * <p>Form: the bytes {@code P}, {@code E}, a version (1), then values in a fixed order; texts as a length of four bytes and
 * UTF-8. A version once published is never written differently; a later one may be added, and all are read.
 */
public final class PayloadCodec {
    private static final byte VERSION = 1;
    private static final byte LITERAL = 0;
    private static final byte SECRET = 1;
    private static final byte MINTED = 0;
    private static final byte SEALED = 1;

    private final PayloadSealer sealer;

    /**
     * A codec.
     *
     * @param sealer locks links away
     */
    public PayloadCodec(PayloadSealer sealer) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
    }

    /**
     * Writes a mail.
     *
     * @param mail the mail
     * @return its stored form; holds no link in clear unless the sealer is a {@link ClearTextSealer}
     * @throws PortalEmailsException if the sealer refuses
     */
    public StoredPayload encode(ComposedMail mail) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte('P');
            out.writeByte('E');
            out.writeByte(VERSION);
            write(out, mail.id().value());
            write(out, mail.eventId().value());
            write(out, mail.type().code());
            write(out, mail.group().value());
            write(out, mail.language().toLanguageTag());
            write(out, mail.messageId());
            out.writeLong(mail.date().getEpochSecond());
            write(out, mail.from());
            writeFlag(out, mail.replyTo() != null);
            if (mail.replyTo() != null) {
                write(out, mail.replyTo());
            }
            write(out, mail.to());
            write(out, mail.subject());
            write(out, mail.text());
            writeFlag(out, mail.html() != null);
            if (mail.html() != null) {
                write(out, mail.html());
            }
            out.writeInt(mail.links().size());
            for (Map.Entry<String, ActionLink> link : new TreeMap<>(mail.links()).entrySet()) {
                write(out, mail.id(), link.getKey(), link.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StoredPayload.owned(bytes.toByteArray());
    }

    /**
     * Reads a mail back.
     *
     * @param payload its stored form
     * @return a mail equal to the one that was written
     * @throws UnreadablePayloadException if that is impossible, with the reason
     */
    public ComposedMail decode(StoredPayload payload) {
        try {
            return decode(ByteBuffer.wrap(payload.shared()));
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
            // The exception's message may repeat a value: it is not kept as a cause.
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
    }

    private ComposedMail decode(ByteBuffer in) {
        if (in.get() != 'P' || in.get() != 'E') {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
        if (in.get() != VERSION) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.VERSION_UNKNOWN);
        }
        MailId id = new MailId(readText(in));
        EventId eventId = new EventId(readText(in));
        NotificationType type = readType(readText(in));
        CustomerGroupId group = new CustomerGroupId(readText(in));
        Locale language = Locale.forLanguageTag(readText(in));
        String messageId = readText(in);
        Instant date = Instant.ofEpochSecond(in.getLong());
        Mailbox from = readMailbox(in);
        Mailbox replyTo = readFlag(in) ? readMailbox(in) : null;
        Mailbox to = readMailbox(in);
        String subject = readText(in);
        RenderedText text = readRendered(in);
        RenderedText html = readFlag(in) ? readRendered(in) : null;
        int count = readCount(in);
        Map<String, ActionLink> links = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String field = readText(in);
            links.put(field, readLink(in, id, field));
        }
        if (in.hasRemaining()) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
        return new ComposedMail(
                id, eventId, type, group, language, messageId, date, from, replyTo, to, subject, text, html, links);
    }

    private static NotificationType readType(String code) {
        try {
            return NotificationType.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.TYPE_UNKNOWN);
        }
    }

    private void write(DataOutputStream out, MailId id, String field, ActionLink link) throws IOException {
        write(out, field);
        Instant ends = link.expiresAt();
        out.writeLong(ends.getEpochSecond());
        out.writeInt(ends.getNano());
        if (link instanceof ActionLink.MintedAtSend minted) {
            out.writeByte(MINTED);
            write(out, minted.reference());
        } else if (link instanceof ActionLink.Given given) {
            SealedSecret sealed =
                    sealer.seal(given.url().getBytes(StandardCharsets.US_ASCII), associatedData(id, field));
            out.writeByte(SEALED);
            write(out, sealed.keyId());
            byte[] sealedBytes = sealed.toBytes();
            out.writeInt(sealedBytes.length);
            out.write(sealedBytes);
        }
    }

    private ActionLink readLink(ByteBuffer in, MailId id, String field) {
        Instant expiresAt = Instant.ofEpochSecond(in.getLong(), in.getInt());
        byte kind = in.get();
        if (kind == MINTED) {
            return ActionLink.mintedAtSend(readText(in), expiresAt);
        }
        if (kind != SEALED) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
        String keyId = readText(in);
        SealedSecret sealed = new SealedSecret(keyId, readBytes(in));
        byte[] url = sealer.open(sealed, associatedData(id, field));
        return ActionLink.given(new String(url, StandardCharsets.US_ASCII), expiresAt);
    }

    private static byte[] associatedData(MailId id, String field) {
        return ("portal-emails:1:" + id.value() + ":" + field).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static void writeFlag(DataOutputStream out, boolean flag) throws IOException {
        out.writeByte(flag ? 1 : 0);
    }

    private static void write(DataOutputStream out, Mailbox mailbox) throws IOException {
        writeFlag(out, mailbox.displayName() != null);
        if (mailbox.displayName() != null) {
            write(out, mailbox.displayName());
        }
        write(out, mailbox.address().value());
    }

    private static void write(DataOutputStream out, RenderedText text) throws IOException {
        write(out, text.kind().name());
        out.writeInt(text.pieces().size());
        for (RenderedText.Piece piece : text.pieces()) {
            if (piece instanceof RenderedText.Piece.Literal literal) {
                out.writeByte(LITERAL);
                write(out, literal.text());
            } else if (piece instanceof RenderedText.Piece.Secret secret) {
                out.writeByte(SECRET);
                write(out, secret.field());
            }
        }
    }

    private static String readText(ByteBuffer in) {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[readCount(in)];
        in.get(bytes);
        return bytes;
    }

    /** A count can never exceed what is left: a damaged one must not make us ask for gigabytes. */
    private static int readCount(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
        return count;
    }

    private static boolean readFlag(ByteBuffer in) {
        return in.get() != 0;
    }

    private static Mailbox readMailbox(ByteBuffer in) {
        @Nullable String name = readFlag(in) ? readText(in) : null;
        return new Mailbox(name, EmailAddress.of(readText(in)));
    }

    private static RenderedText readRendered(ByteBuffer in) {
        TextKind kind = TextKind.valueOf(readText(in));
        int count = readCount(in);
        List<RenderedText.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte piece = in.get();
            if (piece == LITERAL) {
                pieces.add(new RenderedText.Piece.Literal(readText(in)));
            } else if (piece == SECRET) {
                pieces.add(new RenderedText.Piece.Secret(readText(in)));
            } else {
                throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
            }
        }
        return RenderedText.of(kind, pieces);
    }
}
