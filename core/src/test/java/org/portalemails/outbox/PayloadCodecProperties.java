package org.portalemails.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
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
import org.portalemails.template.VisibleText;
import org.portalemails.testkit.SampleMails;

@Label("The stored form of a mail")
class PayloadCodecProperties {
    private static final byte[] KEY = new byte[32];
    private static final PayloadCodec CODEC = new PayloadCodec(AesGcmSealer.of("k1", KEY));

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

    @Property
    @Label(
            "when any byte is changed or cut off, is refused as unreadable or is another sound mail, and never anything else")
    void damage(@ForAll("mails") ComposedMail mail, @ForAll int where, @ForAll byte value, @ForAll boolean cut) {
        byte[] bytes = CODEC.encode(mail).toBytes();
        int index = Math.floorMod(where, bytes.length);
        byte[] damaged = cut ? Arrays.copyOf(bytes, index) : bytes;
        if (!cut) {
            damaged[index] = value;
        }
        try {
            CODEC.decode(StoredPayload.of(damaged));
        } catch (UnreadablePayloadException e) {
            assertThat(e.getMessage()).startsWith("a stored mail cannot be read: ");
        }
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
        NewOutboxEntry.ToSend mail = SampleMails.withLink(SampleMails.given());
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
    @Label("without a sealer a link in clear is refused, and a link minted at send is stored without any secret")
    void refusing() {
        PayloadCodec codec = new PayloadCodec(PayloadSealer.refusing());
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
        ClearTextSealer sealer = ClearTextSealer.acceptingThatLinksCanBeReadInTheDatabase();
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
        version[2] = 2;
        assertReason(version, UnreadablePayloadException.Reason.VERSION_UNKNOWN);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] type = text.replace("customer-validation-confirmation", "customer-validation-konfirmation")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertReason(type, UnreadablePayloadException.Reason.TYPE_UNKNOWN);
        assertReason(new byte[0], UnreadablePayloadException.Reason.DAMAGED);
        assertReason(Arrays.copyOf(bytes, bytes.length + 1), UnreadablePayloadException.Reason.DAMAGED);
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
