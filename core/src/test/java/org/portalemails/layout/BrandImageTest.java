package org.portalemails.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A logo")
class BrandImageTest {
    /** Black, 30 × 18. */
    private static final Map<String, String> FILES = Map.of(
            "png",
                    "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCCgg==",
            "gif", "R0lGODlhHgASAPAAAAAAAP///ywAAAAAHgASAEACFYSPqcvtD6OctNqLs968+w+G4khCBQA7",
            "jpg",
                    "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx"
                            + "NDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy"
                            + "MjIyMjIyMjL/wAARCAASAB4DASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
                            + "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
                            + "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
                            + "4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC"
                            + "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm"
                            + "Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq"
                            + "8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD5/ooooAKKKKACiiigAooooA//2Q==");

    static byte[] file(String kind) {
        return Base64.getDecoder().decode(FILES.get(kind));
    }

    private static byte[] png(int width, int height) {
        byte[] png = file("png");
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        return png;
    }

    private static String refused(byte[] bytes) {
        return catchThrowableOfType(BrandImage.Refused.class, () -> BrandImage.of(bytes))
                .code();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"png, image/png", "gif, image/gif", "jpg, image/jpeg"})
    @DisplayName("is known by its header, and as large as its header says")
    void kinds(String kind, String mediaType) {
        BrandImage image = BrandImage.of(file(kind));
        assertThat(image.mediaType()).isEqualTo(mediaType);
        assertThat(image.width()).isEqualTo(30);
        assertThat(image.height()).isEqualTo(18);
        assertThat(BrandImage.parse(image.write())).isEqualTo(image);
        assertThat(BrandImage.parse("data:" + mediaType + ";base64," + image.write()))
                .isEqualTo(image);
        assertThat(image)
                .hasToString(mediaType.substring(6).toUpperCase(Locale.ROOT) + ", 30 × 18, "
                        + (image.bytes().length + 1023) / 1024 + " kB, "
                        + image.digest().substring(0, 8));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"png", "gif", "jpg"})
    @DisplayName("that is cut off anywhere is refused or still says its size; nothing else happens")
    void cutOff(String kind) {
        byte[] whole = file(kind);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            try {
                assertThat(BrandImage.of(part).width()).isEqualTo(30);
            } catch (BrandImage.Refused e) {
                assertThat(e.code()).isIn("brand.image-unknown", "brand.image-broken");
            }
        }
    }

    @Test
    @DisplayName("is refused for a reason that a person can act on")
    void refusals() {
        assertThat(refused("<?xml version='1.0'?><SVG xmlns='…'/>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("brand.image-is-svg");
        assertThat(refused(new byte[0])).isEqualTo("brand.image-unknown");
        assertThat(refused("GIF is no picture".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("brand.image-unknown");
        assertThat(refused(new byte[BrandImage.MAX_BYTES + 1])).isEqualTo("brand.image-too-large");
        assertThat(refused(png(BrandImage.MAX_SIDE + 1, 16))).isEqualTo("brand.image-too-many-pixels");
        assertThat(refused(png(16, BrandImage.MAX_SIDE + 1))).isEqualTo("brand.image-too-many-pixels");
        assertThat(refused(png(BrandImage.MIN_SIDE - 1, 100))).isEqualTo("brand.image-too-small");
        assertThat(refused(png(100, BrandImage.MIN_SIDE - 1))).isEqualTo("brand.image-too-small");
        assertThat(refused(png(1, 1))).isEqualTo("brand.image-too-small");
        assertThat(BrandImage.of(png(BrandImage.MIN_SIDE, BrandImage.MIN_SIDE)).height())
                .isEqualTo(BrandImage.MIN_SIDE);
        assertThat(refused(png(0, 5))).isEqualTo("brand.image-broken");
        assertThat(refused(png(-1, 5))).isEqualTo("brand.image-broken");
        byte[] wrongLength = png(20, 20);
        ByteBuffer.wrap(wrongLength).putInt(8, 14);
        assertThat(refused(wrongLength)).isEqualTo("brand.image-broken");
        BrandImage.Refused words = catchThrowableOfType(BrandImage.Refused.class, () -> BrandImage.parse("no, thanks"));
        assertThat(words.code()).isEqualTo("brand.image-unknown");
    }

    @ParameterizedTest(name = "{0} pictures, {1} bits of colours")
    @CsvSource({"1, 0", "1, 2", "1, 8", "2, 0", "2, 2", "5, 8"})
    @DisplayName("stands still: a GIF of more than one picture is refused, however its colours and comments are kept")
    void gifMoves(int pictures, int bits) {
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        int packed = bits == 0 ? 0 : 0x80 | bits - 1;
        byte[] colours = new byte[bits == 0 ? 0 : 3 << bits];
        // Commas in it are no pictures.
        Arrays.fill(colours, (byte) ',');
        gif.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', 20, 0, 20, 0, (byte) packed, 0, 0});
        gif.writeBytes(colours);
        gif.writeBytes(new byte[] {'!', (byte) 0xfe, 3, ',', ',', ',', 1, ',', 0});
        for (int i = 0; i < pictures; i++) {
            gif.writeBytes(new byte[] {'!', (byte) 0xf9, 4, 0, 0, 0, 0, 0});
            gif.writeBytes(new byte[] {',', 0, 0, 0, 0, 20, 0, 20, 0, (byte) packed});
            gif.writeBytes(colours);
            gif.writeBytes(new byte[] {2, 2, ',', ',', 0});
        }
        gif.write(';');
        if (pictures > 1) {
            assertThat(refused(gif.toByteArray())).isEqualTo("brand.image-moves");
        } else {
            assertThat(BrandImage.of(gif.toByteArray()).width()).isEqualTo(20);
        }
    }

    @Test
    @DisplayName("stands still: an animated PNG is refused, and a length that leads nowhere harms nobody")
    void pngMoves() {
        byte[] png = file("png");
        byte[] control = new byte[20];
        ByteBuffer.wrap(control).putInt(0, 8).putInt(4, 0x6163544c);
        assertThat(refused(inserted(png, 33, control))).isEqualTo("brand.image-moves");
        ByteBuffer.wrap(control).putInt(4, 0x74455874);
        assertThat(BrandImage.of(inserted(png, 33, control)).width()).isEqualTo(30);
        ByteBuffer.wrap(control).putInt(0, -1);
        assertThat(BrandImage.of(inserted(png, 33, control)).width()).isEqualTo(30);
    }

    private static byte[] inserted(byte[] file, int at, byte[] more) {
        return ByteBuffer.allocate(file.length + more.length)
                .put(file, 0, at)
                .put(more)
                .put(file, at, file.length - at)
                .array();
    }

    @Test
    @DisplayName("is another one when a byte is, and its bytes cannot be changed from outside")
    void identity() {
        byte[] file = png(20, 20);
        BrandImage image = BrandImage.of(file);
        file[file.length - 1]++;
        BrandImage other = BrandImage.of(file);
        assertThat(other).isNotEqualTo(image);
        assertThat(other.digest()).isNotEqualTo(image.digest());
        image.bytes()[0]++;
        assertThat(image.bytes()).isEqualTo(Base64.getDecoder().decode(image.write()));
        assertThat(BrandImage.digestsIn("<img src=\"cid:" + image.contentId() + "\"><img src=\"cid:x@y\">"))
                .containsExactly(image.digest());
    }
}
