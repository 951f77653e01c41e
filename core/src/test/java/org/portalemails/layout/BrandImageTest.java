package org.portalemails.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    /** Black, 30 × 9. */
    private static final Map<String, String> FILES = Map.of(
            "png",
                    "iVBORw0KGgoAAAANSUhEUgAAAB4AAAAJCAIAAACqgQvWAAAAEElEQVR4XmNgGAWjYBSQAAADMwABCggAtQAAAABJRU5ErkJggg==",
            "gif", "R0lGODlhHgAJAPAAAAAAAAAAACwAAAAAHgAJAEAIHQABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFiAEBADs=",
            "jpg",
                    "/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAx"
                            + "NDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy"
                            + "MjIyMjIyMjL/wAARCAAJAB4DASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
                            + "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW"
                            + "V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi"
                            + "4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC"
                            + "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm"
                            + "Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq"
                            + "8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD5/ooooAKKKKAP/9k=");

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
        assertThat(image.height()).isEqualTo(9);
        assertThat(BrandImage.parse(image.write())).isEqualTo(image);
        assertThat(BrandImage.parse("data:" + mediaType + ";base64," + image.write()))
                .isEqualTo(image);
        assertThat(image)
                .hasToString(mediaType.substring(6).toUpperCase(Locale.ROOT) + ", 30 × 9, "
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
        assertThat(refused(png(BrandImage.MAX_SIDE + 1, 1))).isEqualTo("brand.image-too-many-pixels");
        assertThat(refused(png(1, BrandImage.MAX_SIDE + 1))).isEqualTo("brand.image-too-many-pixels");
        assertThat(refused(png(0, 5))).isEqualTo("brand.image-broken");
        assertThat(refused(png(-1, 5))).isEqualTo("brand.image-broken");
        byte[] wrongLength = png(4, 4);
        ByteBuffer.wrap(wrongLength).putInt(8, 14);
        assertThat(refused(wrongLength)).isEqualTo("brand.image-broken");
        BrandImage.Refused words = catchThrowableOfType(BrandImage.Refused.class, () -> BrandImage.parse("no, thanks"));
        assertThat(words.code()).isEqualTo("brand.image-unknown");
    }

    @Test
    @DisplayName("is another one when a byte is, and its bytes cannot be changed from outside")
    void identity() {
        byte[] file = png(4, 4);
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
