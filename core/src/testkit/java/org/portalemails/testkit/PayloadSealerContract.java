package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SealedSecret;
import org.portalemails.outbox.UnreadablePayloadException;

/**
 * What every {@link PayloadSealer} must do. To join: extend, and give your sealer.
 *
 * @since 0.1.0
 */
@DisplayName("A payload sealer")
public abstract class PayloadSealerContract {
    private static final byte[] LINK =
            ("https://portal.boreal.example/reset?token=" + SampleEvents.SECRET_MARK).getBytes(StandardCharsets.UTF_8);
    private static final byte[] ROW = "mail-1/resetLink".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_ROW = "mail-2/resetLink".getBytes(StandardCharsets.UTF_8);

    /** For authors of sealers. */
    protected PayloadSealerContract() {}

    /**
     * The sealer under test.
     *
     * @return a sealer that seals; the same keys at each call
     */
    protected abstract PayloadSealer sealer();

    /**
     * Capability: whoever sees the sealed form cannot read the secret. Declared {@code false}, the tests of it are skipped.
     *
     * @return {@code true} unless overridden
     */
    protected boolean hidesTheSecret() {
        return true;
    }

    /**
     * Capability: a changed sealed form is noticed, whatever was changed. Declared {@code false}, the tests of it are skipped.
     *
     * @return {@code true} unless overridden
     */
    protected boolean noticesEveryChange() {
        return true;
    }

    @Test
    @DisplayName("opens what it sealed")
    void opensWhatItSealed() {
        assertThat(sealer().open(sealer().seal(LINK.clone(), ROW), ROW)).isEqualTo(LINK);
    }

    @Test
    @DisplayName("takes an empty secret and one of 2,000 bytes")
    void takesEveryLength() {
        byte[] longest = new byte[2000];
        Arrays.fill(longest, (byte) 'x');
        for (byte[] secret : new byte[][] {new byte[0], longest}) {
            assertThat(sealer().open(sealer().seal(secret.clone(), ROW), ROW)).isEqualTo(secret);
        }
    }

    @Test
    @DisplayName("reads back what was stored: key id and bytes")
    void readsBackWhatWasStored() {
        SealedSecret sealed = sealer().seal(LINK.clone(), ROW);
        SealedSecret stored = new SealedSecret(sealed.keyId(), sealed.toBytes());
        assertThat(sealer().open(stored, ROW)).isEqualTo(LINK);
    }

    @Test
    @DisplayName("does not open for another row what was sealed for one")
    void bindsToItsRow() {
        SealedSecret sealed = sealer().seal(LINK.clone(), ROW);
        assertThatThrownBy(() -> sealer().open(sealed, OTHER_ROW)).isInstanceOf(UnreadablePayloadException.class);
    }

    @Test
    @DisplayName("does not open what was sealed under a key that it does not know")
    void refusesAnUnknownKey() {
        SealedSecret sealed = sealer().seal(LINK.clone(), ROW);
        SealedSecret foreign = new SealedSecret("nobodys-key", sealed.toBytes());
        assertThatThrownBy(() -> sealer().open(foreign, ROW)).isInstanceOf(UnreadablePayloadException.class);
    }

    @Test
    @DisplayName("does not open rubbish, and says so by the one exception")
    void refusesRubbish() {
        String keyId = sealer().seal(LINK.clone(), ROW).keyId();
        for (byte[] rubbish : new byte[][] {new byte[0], {1, 2, 3}}) {
            assertThatThrownBy(() -> sealer().open(new SealedSecret(keyId, rubbish), ROW))
                    .isInstanceOf(UnreadablePayloadException.class);
        }
    }

    @Test
    @DisplayName("notices a change of any byte")
    void noticesAChangeOfAnyByte() {
        assumeTrue(noticesEveryChange(), "declared: not every change is noticed");
        SealedSecret sealed = sealer().seal(LINK.clone(), ROW);
        for (int i = 0; i < sealed.toBytes().length; i++) {
            byte[] changed = sealed.toBytes();
            changed[i] ^= 1;
            SealedSecret broken = new SealedSecret(sealed.keyId(), changed);
            assertThatThrownBy(() -> sealer().open(broken, ROW))
                    .as("byte %d", i)
                    .isInstanceOf(UnreadablePayloadException.class);
        }
    }

    @Test
    @DisplayName("verifies the mark of a mail, as it was stored, and of a mail of any length")
    void verifiesWhatItMarked() {
        for (byte[] mail : new byte[][] {new byte[0], LINK, new byte[300_000]}) {
            SealedSecret mark = sealer().authenticate(mail.clone());
            assertThat(mark.toBytes()).hasSizeLessThanOrEqualTo(1000);
            assertThatCode(() -> sealer().verify(new SealedSecret(mark.keyId(), mark.toBytes()), mail))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("refuses the mark of another mail, one under a key that it does not know, and rubbish")
    void refusesAnotherMark() {
        SealedSecret mark = sealer().authenticate(ROW);
        for (SealedSecret other : List.of(
                sealer().authenticate(OTHER_ROW),
                new SealedSecret("nobodys-key", mark.toBytes()),
                new SealedSecret(mark.keyId(), new byte[0]),
                new SealedSecret(mark.keyId(), new byte[] {1, 2, 3}))) {
            assertThatThrownBy(() -> sealer().verify(other, ROW)).isInstanceOf(UnreadablePayloadException.class);
        }
    }

    @Test
    @DisplayName("notices a change of any byte of a mail or its mark")
    void noticesAChangedMail() {
        SealedSecret mark = sealer().authenticate(LINK.clone());
        for (int i = 0; i < LINK.length; i++) {
            byte[] changed = LINK.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> sealer().verify(mark, changed))
                    .as("byte %d", i)
                    .isInstanceOf(UnreadablePayloadException.class);
        }
        assumeTrue(noticesEveryChange(), "declared: not every change is noticed");
        for (int i = 0; i < mark.toBytes().length; i++) {
            byte[] changed = mark.toBytes();
            changed[i] ^= 1;
            assertThatThrownBy(() -> sealer().verify(new SealedSecret(mark.keyId(), changed), LINK))
                    .as("byte %d of the mark", i)
                    .isInstanceOf(UnreadablePayloadException.class);
        }
    }

    @Test
    @DisplayName("hides the secret, and gives the same secret another form each time")
    void hides() {
        assumeTrue(hidesTheSecret(), "declared: the secret can be read in the sealed form");
        SealedSecret one = sealer().seal(LINK.clone(), ROW);
        SealedSecret two = sealer().seal(LINK.clone(), ROW);
        assertThat(new String(one.toBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("token");
        assertThat(one.toBytes()).isNotEqualTo(two.toBytes());
    }

    @Test
    @DisplayName("works for many threads at once")
    void worksForManyThreads() {
        PayloadSealer sealer = sealer();
        assertThat(IntStream.range(0, 2000)
                        .parallel()
                        .mapToObj(number -> {
                            byte[] row = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
                            return Arrays.equals(sealer.open(sealer.seal(LINK.clone(), row), row), LINK);
                        })
                        .filter(opened -> opened))
                .hasSize(2000);
    }

    @Test
    @DisplayName("does not show the secret in its own text or that of what it sealed")
    void showsNothing() {
        SealedSecret sealed = sealer().seal(LINK.clone(), ROW);
        assertThat(sealed.toString() + sealer()).doesNotContain(SampleEvents.SECRET_MARK);
    }
}
