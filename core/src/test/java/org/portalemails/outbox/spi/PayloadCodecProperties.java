package org.portalemails.outbox.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;
import org.portalemails.email.ComposedMail;
import org.portalemails.email.MailContent;
import org.portalemails.email.MailId;
import org.portalemails.email.OutgoingMail;
import org.portalemails.email.PlannedMail;
import org.portalemails.event.ActionLink;
import org.portalemails.event.EventId;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SealedSecret;
import org.portalemails.outbox.UnreadablePayloadException;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;
import org.portalemails.testkit.SampleMails;

@Label("The stored form of a mail")
class PayloadCodecProperties {
    private static final byte[] KEY = new byte[32];
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final PayloadCodec CODEC = new PayloadCodec(AesGcmSealer.of("k1", KEY));
    private static final PayloadCodec CLEAR =
            new PayloadCodec(PayloadSealer.acceptingThatLinksCanBeReadInTheDatabase());
    private static final PayloadCodec UNPROTECTED = new PayloadCodec(PayloadSealer.unprotected());

    @Property
    @Label("reads back as what was written, and holds no link in clear")
    void roundTrip(@ForAll("mails") ComposedMail mail) {
        StoredPayload stored = CODEC.encode(mail);
        assertThat(CODEC.decode(stored)).isEqualTo(mail);
        String bytes = new String(stored.toBytes(), StandardCharsets.ISO_8859_1);
        for (ActionLink link : mail.links().values()) {
            if (link instanceof ActionLink.Given given) {
                assertThat(bytes).doesNotContain(given.url()).doesNotContain("token=");
            }
        }
    }

    @Property(tries = 10_000)
    @Label(
            "that is kept says what was delivered, but for its secrets, which are in none of its bytes; and it can never be sent again")
    void kept(@ForAll("mails") ComposedMail mail) {
        StoredPayload kept = CODEC.keep(mail);
        MailContent shown = CODEC.show(mail.id(), kept);
        Map<String, String> masked = new HashMap<>();
        mail.links().keySet().forEach(field -> masked.put(field, RenderedText.MASK));
        OutgoingMail delivered = mail.reveal(masked);
        assertThat(shown.subject()).isEqualTo(delivered.subject());
        assertThat(shown.text()).isEqualTo(delivered.text());
        assertThat(shown.html()).isEqualTo(delivered.html());
        assertThat(shown.from()).isEqualTo(delivered.from());
        assertThat(shown.to()).isEqualTo(delivered.to());
        assertThat(shown.messageId()).isEqualTo(delivered.messageId());
        assertThat(shown.date()).isEqualTo(delivered.date());
        assertThat(CODEC.show(mail.id(), CODEC.encode(mail)))
                .as("of a mail that waits")
                .isEqualTo(shown);
        assertThatThrownBy(() -> CODEC.decode(kept)).isInstanceOf(UnreadablePayloadException.class);
        String bytes = new String(kept.toBytes(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain(mail.to().address().value()).doesNotContain("token=");
    }

    @Property
    @Label("that is kept is refused when a byte is changed, for another mail, or without its key")
    void keptDamage(@ForAll("mails") ComposedMail mail, @ForAll int where, @ForAll boolean cut) {
        byte[] bytes = CODEC.keep(mail).toBytes();
        int index = Math.floorMod(where, bytes.length);
        byte[] damaged = cut ? Arrays.copyOf(bytes, index) : bytes.clone();
        if (!cut) {
            damaged[index] ^= 1;
        }
        assertThatThrownBy(() -> CODEC.show(mail.id(), StoredPayload.of(damaged)))
                .isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> CODEC.show(new MailId("another"), StoredPayload.of(bytes)))
                .isInstanceOf(UnreadablePayloadException.class);
        PayloadCodec other = new PayloadCodec(AesGcmSealer.of("k2", new byte[32]));
        assertThatThrownBy(() -> other.show(mail.id(), StoredPayload.of(bytes)))
                .isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> UNPROTECTED.keep(mail)).isInstanceOf(PortalEmailsException.class);
    }

    @Property
    @Label("when any byte is changed or cut off, is refused as unreadable, under every sealer, and never anything else")
    void damage(@ForAll("mails") ComposedMail mail, @ForAll int where, @ForAll byte value, @ForAll boolean cut) {
        List<PayloadCodec> codecs = mail.links().values().stream().anyMatch(ActionLink.Given.class::isInstance)
                ? List.of(CODEC, CLEAR)
                : List.of(CODEC, CLEAR, UNPROTECTED);
        for (PayloadCodec codec : codecs) {
            byte[] bytes = codec.encode(mail).toBytes();
            int index = Math.floorMod(where, bytes.length);
            byte[] damaged = cut ? Arrays.copyOf(bytes, index) : bytes.clone();
            if (!cut) {
                damaged[index] = value == bytes[index] ? (byte) (value + 1) : value;
            }
            assertThatThrownBy(() -> codec.decode(StoredPayload.of(damaged)))
                    .isInstanceOf(UnreadablePayloadException.class)
                    .hasMessageStartingWith("a stored mail cannot be read: ")
                    .hasNoCause();
        }
    }

    @Property(tries = 20)
    @Label("when each byte in order is changed, by one bit and by all, is refused")
    void everyByte(@ForAll("mails") ComposedMail mail) {
        byte[] bytes = CODEC.encode(mail).toBytes();
        for (int i = 0; i < bytes.length; i++) {
            for (int change : new int[] {1, 0x80, 0xff}) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) change;
                assertThatThrownBy(() -> CODEC.decode(StoredPayload.of(damaged)))
                        .as("byte %d", i)
                        .isInstanceOf(UnreadablePayloadException.class);
            }
        }
    }

    /** The row of a mail as it is claimed. */
    private static ClaimedMail row(ComposedMail mail, StoredPayload payload) {
        return new ClaimedMail(
                mail.id(),
                1,
                mail.type().code(),
                mail.group(),
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                null,
                mail.to().address().mailboxKey(),
                1,
                0,
                NOW,
                NOW,
                mail.expiresAt(),
                Set.of(),
                payload);
    }

    @Property
    @Label("in a row with any other column that decides something, or in the row of another mail, is refused")
    void columns(@ForAll("mails") ComposedMail mail, @ForAll("mails") ComposedMail other) {
        StoredPayload payload = CODEC.encode(mail);
        ClaimedMail row = row(mail, payload);
        assertThat(CODEC.decode(row)).isEqualTo(mail);

        String type = mail.type() == NotificationType.RESET_PASSWORD ? "forgot-user-name" : "reset-password";
        Instant ends = mail.expiresAt();
        for (ClaimedMail changed : List.of(
                changed(row, MailId.random(), row.typeCode(), row.group(), row.recipient(), ends),
                changed(row, row.id(), type, row.group(), row.recipient(), ends),
                changed(row, row.id(), row.typeCode(), new CustomerGroupId("H"), row.recipient(), ends),
                changed(row, row.id(), row.typeCode(), row.group(), "evil@x.example", ends),
                changed(row, row.id(), row.typeCode(), row.group(), null, ends),
                changed(row, row.id(), row.typeCode(), row.group(), row.recipient(), ends == null ? NOW : null),
                changed(row, row.id(), row.typeCode(), row.group(), row.recipient(), NOW.plusSeconds(1)),
                row(mail, CODEC.encode(other)))) {
            assertThatThrownBy(() -> CODEC.decode(changed))
                    .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                            .isEqualTo(UnreadablePayloadException.Reason.SEAL_BROKEN));
        }
    }

    private static ClaimedMail changed(
            ClaimedMail row,
            MailId id,
            String type,
            CustomerGroupId group,
            @Nullable String recipient,
            @Nullable Instant expiresAt) {
        return new ClaimedMail(
                id,
                1,
                type,
                group,
                CompanyId.DEFAULT,
                PlannedMail.DEFAULT_ROUTE,
                null,
                recipient,
                1,
                0,
                NOW,
                NOW,
                expiresAt,
                Set.of(),
                row.payload());
    }

    @Example
    @Label("is accepted where the storage keeps the end of its link in whole microseconds")
    void microseconds() {
        Instant ends = Instant.ofEpochSecond(4_000_000_000L, 123_456_789);
        ComposedMail mail =
                SampleMails.withLink(ActionLink.mintedAtSend("ref", ends)).mail();
        ClaimedMail row = row(mail, CODEC.encode(mail));
        assertThat(CODEC.decode(
                        changed(row, row.id(), row.typeCode(), row.group(), row.recipient(), ends.minusNanos(789))))
                .isEqualTo(mail);
    }

    @Example
    @Label("cannot be made by whoever knows everything but the key")
    void forged() {
        ComposedMail mail = SampleMails.plain().mail();
        byte[] content = content(mail, 2);
        for (PayloadSealer other : List.of(
                AesGcmSealer.of("k1", otherKey()),
                PayloadSealer.unprotected(),
                PayloadSealer.acceptingThatLinksCanBeReadInTheDatabase())) {
            StoredPayload forged = new PayloadCodec(other).marked(content);
            assertThatThrownBy(() -> CODEC.decode(forged)).isInstanceOf(UnreadablePayloadException.class);
        }
        SealedSecret link = AesGcmSealer.of("k1", KEY).seal(new byte[0], content);
        assertThatThrownBy(() -> AesGcmSealer.of("k1", KEY).verify(link, content))
                .as("a sealed link is no mark")
                .isInstanceOf(UnreadablePayloadException.class);
    }

    private static byte[] otherKey() {
        byte[] key = KEY.clone();
        key[31] ^= 1;
        return key;
    }

    /** What version 1 was, and what the mark of version 2 is made of. */
    private static byte[] content(ComposedMail mail, int version) {
        byte[] stored = CODEC.encode(mail).toBytes();
        ByteBuffer in = ByteBuffer.wrap(stored, 3, stored.length - 3);
        in.position(in.position() + 4 + in.getInt(in.position()));
        in.position(in.position() + 4 + in.getInt(in.position()));
        byte[] content = new byte[3 + in.remaining()];
        System.arraycopy(stored, 0, content, 0, 3);
        content[2] = (byte) version;
        in.get(content, 3, in.remaining());
        return content;
    }

    @Property(tries = 100)
    @Label("of version 1 is refused, unless the host reads it for a while, and then in its own row only")
    void version1(@ForAll("mails") ComposedMail mail) {
        ClaimedMail row = row(mail, StoredPayload.of(content(mail, 1)));
        PayloadCodec upgrading = CODEC.readingVersion1Until(NOW.plusSeconds(1));
        assertThat(upgrading.decode(row)).isEqualTo(mail);
        assertThat(upgrading.decode(row(mail, CODEC.encode(mail)))).isEqualTo(mail);
        for (PayloadCodec codec : List.of(CODEC, CODEC.readingVersion1Until(NOW))) {
            assertThatThrownBy(() -> codec.decode(row))
                    .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                            .isEqualTo(UnreadablePayloadException.Reason.NOT_AUTHENTICATED));
        }
        assertThatThrownBy(() -> upgrading.decode(row.payload())).isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> upgrading.decode(
                        changed(row, row.id(), row.typeCode(), row.group(), "evil@x.example", mail.expiresAt())))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Property
    @Label("of version 1 that is damaged is another sound mail or refused as unreadable, and never anything else")
    void damagedVersion1(@ForAll("mails") ComposedMail mail, @ForAll int where, @ForAll byte value) {
        byte[] bytes = content(mail, 1);
        bytes[Math.floorMod(where, bytes.length)] = value;
        try {
            CODEC.readingVersion1Until(Instant.MAX).decode(row(mail, StoredPayload.of(bytes)));
        } catch (UnreadablePayloadException e) {
            assertThat(e.getMessage()).startsWith("a stored mail cannot be read: ");
        }
    }

    @Example
    @Label("with a moment that no calendar has is damaged")
    void moments() {
        ComposedMail mail = SampleMails.withLink(SampleMails.minted()).mail();
        Instant ends = mail.expiresAt();
        for (long seconds :
                new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 253_402_300_800L, Instant.MAX.getEpochSecond()}) {
            byte[] content = content(mail, 2);
            ByteBuffer.wrap(content).putLong(indexOf(content, ends.getEpochSecond()), seconds);
            StoredPayload payload = CODEC.marked(content);
            assertThatThrownBy(() -> CODEC.decode(payload))
                    .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                            .isEqualTo(UnreadablePayloadException.Reason.DAMAGED));
        }
    }

    private static int indexOf(byte[] content, long value) {
        for (int i = 0; i + 8 <= content.length; i++) {
            if (ByteBuffer.wrap(content).getLong(i) == value) {
                return i;
            }
        }
        throw new AssertionError("not there: " + value);
    }

    @Property
    @Label("a sealed link that is changed anywhere does not open")
    void brokenSeal(@ForAll @IntRange(min = 0, max = 200) int where) {
        SealedSecret sealed = AesGcmSealer.of("k1", KEY).seal(new byte[64], new byte[] {1});
        byte[] bytes = sealed.toBytes();
        bytes[where % bytes.length] ^= 1;
        assertThatThrownBy(() -> AesGcmSealer.of("k1", KEY).open(new SealedSecret("k1", bytes), new byte[] {1}))
                .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                        .isEqualTo(UnreadablePayloadException.Reason.SEAL_BROKEN));
    }

    @Example
    @Label("a sealed link that was moved to another mail does not open")
    void movedSeal() {
        AesGcmSealer sealer = AesGcmSealer.of("k1", KEY);
        SealedSecret sealed = sealer.seal("https://x.example/".getBytes(StandardCharsets.US_ASCII), new byte[] {1});
        assertThat(sealer.open(sealed, new byte[] {1}))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("https://x.example/");
        assertThatThrownBy(() -> sealer.open(sealed, new byte[] {2})).isInstanceOf(UnreadablePayloadException.class);
        assertThat(sealed.toString()).isEqualTo("SealedSecret[key k1]");
    }

    @Example
    @Label("after rotation, what an older key sealed still opens, and a lost key is named as such")
    void rotation() {
        byte[] newKey = new byte[32];
        newKey[0] = 1;
        PlannedMail.Send mail = SampleMails.withLink(SampleMails.given());
        StoredPayload old = CODEC.encode(mail.mail());
        PayloadCodec rotated = new PayloadCodec(AesGcmSealer.of("k2", newKey).alsoOpening("k1", KEY));
        assertThat(rotated.decode(old)).isEqualTo(mail.mail());
        PayloadCodec lost = new PayloadCodec(AesGcmSealer.of("k2", newKey));
        assertThatThrownBy(() -> lost.decode(old))
                .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                        .isEqualTo(UnreadablePayloadException.Reason.KEY_UNKNOWN));
        assertThatThrownBy(() -> AesGcmSealer.of("k2", newKey).alsoOpening("k2", KEY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AesGcmSealer.of("k", new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    @Label("unprotected, a link in clear is refused, and a link minted at send is stored without any secret")
    void refusing() {
        PayloadCodec codec = UNPROTECTED;
        assertThatThrownBy(() ->
                        codec.encode(SampleMails.withLink(SampleMails.given()).mail()))
                .isInstanceOf(PortalEmailsException.class)
                .hasMessageNotContaining(SampleMails.SECRET_MARK);
        ComposedMail minted = SampleMails.withLink(SampleMails.minted()).mail();
        assertThat(codec.decode(codec.encode(minted))).isEqualTo(minted);
        assertThatThrownBy(() -> codec.decode(
                        CODEC.encode(SampleMails.withLink(SampleMails.given()).mail())))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Example
    @Label("in clear text, by explicit choice, a link reads back, but not under another mail")
    void clearText() {
        PayloadSealer sealer = PayloadSealer.acceptingThatLinksCanBeReadInTheDatabase();
        SealedSecret clear = sealer.seal(new byte[] {1, 2, 3}, new byte[] {9});
        assertThat(sealer.open(clear, new byte[] {9})).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> sealer.open(clear, new byte[] {8})).isInstanceOf(UnreadablePayloadException.class);
        assertThatThrownBy(() -> sealer.open(new SealedSecret("k1", new byte[40]), new byte[] {9}))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Example
    @Label("a version or a kind of mail from the future is named as such")
    void future() {
        byte[] bytes = CODEC.encode(SampleMails.plain().mail()).toBytes();
        byte[] version = bytes.clone();
        version[2] = 3;
        assertReason(version, UnreadablePayloadException.Reason.VERSION_UNKNOWN);
        String text = new String(content(SampleMails.plain().mail(), 2), StandardCharsets.ISO_8859_1);
        byte[] type = text.replace("customer-validation-confirmation", "customer-validation-konfirmation")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertReason(CODEC.marked(type).toBytes(), UnreadablePayloadException.Reason.TYPE_UNKNOWN);
        assertReason(new byte[0], UnreadablePayloadException.Reason.DAMAGED);
        assertReason(Arrays.copyOf(bytes, bytes.length + 1), UnreadablePayloadException.Reason.SEAL_BROKEN);
        byte[] content = content(SampleMails.plain().mail(), 2);
        assertReason(
                CODEC.marked(Arrays.copyOf(content, content.length + 1)).toBytes(),
                UnreadablePayloadException.Reason.DAMAGED);
    }

    private static void assertReason(byte[] bytes, UnreadablePayloadException.Reason reason) {
        assertThatThrownBy(() -> CODEC.decode(StoredPayload.of(bytes)))
                .isInstanceOfSatisfying(UnreadablePayloadException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason));
    }

    @Provide
    Arbitrary<ComposedMail> mails() {
        Arbitrary<String> words = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('é', 'Œ', '–', 'ß', '字', '\u00a0')
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(VisibleText::isIn);
        Arbitrary<NotificationType> types = Arbitraries.of(NotificationType.class);
        Arbitrary<Map<String, ActionLink>> links = Arbitraries.maps(
                        Arbitraries.of("resetLink", "registrationLink", "hostLink"), Arbitraries.of(true, false))
                .map(kinds -> {
                    Map<String, ActionLink> made = new HashMap<>();
                    kinds.forEach((field, given) -> made.put(
                            field,
                            given
                                    ? ActionLink.given(
                                            "https://portal.example/a?token=" + field,
                                            Instant.ofEpochSecond(2_000_000_000L, 5))
                                    : ActionLink.mintedAtSend("ref " + field, Instant.ofEpochSecond(2_000_000_000L))));
                    return made;
                });
        return Combinators.combine(types, words, words, words, links, Arbitraries.of(true, false))
                .as((type, name, subject, body, secrets, full) -> {
                    List<RenderedText.Piece> pieces = new java.util.ArrayList<>();
                    pieces.add(new RenderedText.Piece.Literal(body));
                    secrets.keySet().forEach(field -> pieces.add(new RenderedText.Piece.Secret(field)));
                    MailId id = MailId.random();
                    return new ComposedMail(
                            id,
                            new EventId("e-" + id),
                            type,
                            new CustomerGroupId("G"),
                            full ? Locale.CANADA_FRENCH : Locale.ENGLISH,
                            id + "@x.example",
                            Instant.ofEpochSecond(1_700_000_000L),
                            new Mailbox(full ? name : null, EmailAddress.of("from@x.example")),
                            full ? Mailbox.of(EmailAddress.of("reply@x.example")) : null,
                            Mailbox.of(EmailAddress.of("to@x.example")),
                            subject,
                            RenderedText.of(TextKind.PLAIN, pieces),
                            full ? RenderedText.of(TextKind.HTML, pieces) : null,
                            secrets);
                });
    }
}
