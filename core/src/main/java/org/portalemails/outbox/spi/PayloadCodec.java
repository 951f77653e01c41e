package org.portalemails.outbox.spi;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailContent;
import org.portalemails.email.MailId;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SealedSecret;
import org.portalemails.outbox.UnreadablePayloadException;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * Writes a mail as bytes for storage and reads it back: its links sealed, all of it authenticated. Immutable; safe for many threads.
 *
 * <p>Form of version 2: the bytes {@code P}, {@code E}, 2; the mark, as the id of its key and its bytes; the values in a fixed order. Texts
 * and bytes begin with their length in four bytes, texts are UTF-8. The mark ({@link PayloadSealer#authenticate}) covers everything but itself. Nothing is
 * interpreted before it is verified.
 *
 * <p>What is {@linkplain #keep kept} of a mail that was sent has version 3: the same content without its secrets, sealed whole.
 *
 * <p>Version 1 had no mark. It is refused, unless the host reads it for the time of an upgrade: {@link #readingVersion1Until}.
 */
public final class PayloadCodec {
    private static final byte VERSION = 2;
    private static final byte UNMARKED_VERSION = 1;
    private static final int PREFIX_BYTES = 3;
    /** Enough for most mails, so that the bytes are not copied as they grow. */
    private static final int ROOM_BESIDE_PARTS = 2048;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final byte LITERAL = 0;
    private static final byte SECRET = 1;
    private static final byte MINTED = 0;
    private static final byte SEALED = 1;

    private final PayloadSealer sealer;
    private final Instant version1Until;
    private final KeptMails kept;

    /**
     * A codec that reads nothing without a mark.
     *
     * @param sealer locks links away and authenticates
     */
    public PayloadCodec(PayloadSealer sealer) {
        this(sealer, Instant.MIN);
    }

    private PayloadCodec(PayloadSealer sealer, Instant version1Until) {
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.version1Until = Objects.requireNonNull(version1Until, "version1Until");
        this.kept = new KeptMails(sealer);
    }

    /**
     * The same codec, reading version 1 too: for mails that an older release announced and that still wait when this one starts. As long
     * as it reads them, somebody who can write to the table can make up mails of version 1, so the time ends by itself.
     *
     * @param end when it ends, by the clock of the storage
     * @return another codec
     */
    public PayloadCodec readingVersion1Until(Instant end) {
        return new PayloadCodec(sealer, end);
    }

    /**
     * Writes a mail.
     *
     * @param mail the mail
     * @return its stored form, version 2; holds no link in clear unless the sealer leaves links readable
     * @throws PortalEmailsException if the sealer refuses
     */
    public StoredPayload encode(ComposedMail mail) {
        return marked(content(mail));
    }

    private byte[] content(ComposedMail mail) {
        int enough = ROOM_BESIDE_PARTS + length(mail.text()) + (mail.html() == null ? 0 : length(mail.html()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(enough);
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
            for (Map.Entry<String, String> entry : new TreeMap<>(mail.trace()).entrySet()) {
                write(out, entry.getKey());
                write(out, entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes what a mail says, to be shown after it was sent: its secrets are gone, and it can never be sent again from it.
     *
     * @param mail the mail
     * @return its words, sealed
     * @throws PortalEmailsException if the sealer seals nothing, or refuses
     */
    public StoredPayload keep(ComposedMail mail) {
        return kept.write(mail.id(), content(mail.masked()));
    }

    /**
     * Reads what a mail says, from either form.
     *
     * @param id the mail
     * @param payload what {@link #encode} or {@link #keep} wrote
     * @return its words, with its secrets masked
     * @throws UnreadablePayloadException if that is impossible, with the reason
     */
    public MailContent show(MailId id, StoredPayload payload) {
        ByteBuffer in = ByteBuffer.wrap(payload.shared());
        boolean kept = in.remaining() >= PREFIX_BYTES
                && in.get(0) == 'P'
                && in.get(1) == 'E'
                && in.get(2) == KeptMails.VERSION;
        if (!kept) {
            return MailContent.of(decode(payload));
        }
        try {
            ByteBuffer content = ByteBuffer.wrap(this.kept.read(id, in.position(PREFIX_BYTES)));
            return MailContent.of(decode(content.position(PREFIX_BYTES)));
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
    }

    private static int length(RenderedText text) {
        int length = 0;
        for (RenderedText.Piece piece : text.pieces()) {
            length += piece instanceof RenderedText.Piece.Literal literal
                    ? literal.text().length()
                    : 0;
        }
        return length;
    }

    /** Puts the mark of a content behind its first three bytes. */
    StoredPayload marked(byte[] content) {
        SealedSecret mark = sealer.authenticate(content);
        byte[] keyId = mark.keyId().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = mark.toBytes();
        ByteBuffer out = ByteBuffer.allocate(content.length + 2 * Integer.BYTES + keyId.length + bytes.length);
        out.put(content, 0, PREFIX_BYTES);
        out.putInt(keyId.length).put(keyId).putInt(bytes.length).put(bytes);
        out.put(content, PREFIX_BYTES, content.length - PREFIX_BYTES);
        return StoredPayload.owned(out.array());
    }

    /**
     * Reads the mail of a claimed row back, if the row is what was announced: the mark is that of the payload, and the columns that decide
     * something (id, type, group, recipient, end of the secret) are those of the mail.
     *
     * @param claim the row
     * @return a mail equal to the one that was written
     * @throws UnreadablePayloadException if that is impossible, with the reason
     */
    public ComposedMail decode(ClaimedMail claim) {
        ComposedMail mail = decode(claim.payload(), claim.claimedAt());
        boolean sameRow = mail.id().equals(claim.id())
                && mail.type().code().equals(claim.typeCode())
                && mail.group().equals(claim.group())
                && mail.to().address().mailboxKey().equals(claim.recipient())
                && isSameMoment(mail.expiresAt(), claim.expiresAt());
        if (!sameRow) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.SEAL_BROKEN);
        }
        return mail;
    }

    /** A storage may keep whole microseconds only. */
    private static boolean isSameMoment(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.truncatedTo(ChronoUnit.MICROS).equals(other.truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * Reads a mail back that stands in no row. Never reads version 1.
     *
     * @param payload its stored form
     * @return a mail equal to the one that was written
     * @throws UnreadablePayloadException if that is impossible, with the reason
     */
    public ComposedMail decode(StoredPayload payload) {
        return decode(payload, Instant.MAX);
    }

    private ComposedMail decode(StoredPayload payload, Instant now) {
        try {
            ByteBuffer in = ByteBuffer.wrap(payload.shared());
            if (in.get() != 'P' || in.get() != 'E') {
                throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
            }
            byte version = in.get();
            if (version == VERSION) {
                verify(in);
            } else if (version != UNMARKED_VERSION) {
                throw new UnreadablePayloadException(UnreadablePayloadException.Reason.VERSION_UNKNOWN);
            } else if (!now.isBefore(version1Until)) {
                throw new UnreadablePayloadException(UnreadablePayloadException.Reason.NOT_AUTHENTICATED);
            }
            return decode(in);
        } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // The exception's message may repeat a value: it is not kept as a cause.
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
    }

    /** Reads the mark and compares it; the content begins behind it then. */
    private void verify(ByteBuffer in) {
        SealedSecret mark = new SealedSecret(readText(in), readBytes(in));
        byte[] content = new byte[PREFIX_BYTES + in.remaining()];
        content[0] = 'P';
        content[1] = 'E';
        content[2] = VERSION;
        in.duplicate().get(content, PREFIX_BYTES, in.remaining());
        sealer.verify(mark, content);
    }

    private ComposedMail decode(ByteBuffer in) {
        MailId id = new MailId(readText(in));
        EventId eventId = new EventId(readText(in));
        NotificationType type = readType(readText(in));
        CustomerGroupId group = new CustomerGroupId(readText(in));
        Locale language = Locale.forLanguageTag(readText(in));
        String messageId = readText(in);
        Instant date = readMoment(in.getLong(), 0);
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
        Map<String, String> trace = new HashMap<>();
        while (in.hasRemaining()) {
            trace.put(readText(in), readText(in));
        }
        return new ComposedMail(
                id, eventId, type, group, language, messageId, date, from, replyTo, to, subject, text, html, links,
                trace);
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
        Instant expiresAt = readMoment(in.getLong(), in.getInt());
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

    /** Years of four digits: what follows could neither be written into a header nor into a column. */
    private static Instant readMoment(long seconds, int nanos) {
        Instant moment = Instant.ofEpochSecond(seconds, nanos);
        if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LATEST)) {
            throw new UnreadablePayloadException(UnreadablePayloadException.Reason.DAMAGED);
        }
        return moment;
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
