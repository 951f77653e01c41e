package org.portalemails.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A logo: a PNG, a JPEG or a GIF whose header says how large it is. It travels in the mail, so nothing is fetched when it is read and
 * nobody can be watched by it; so it must be small. It stands still: a mail has no button that stops what moves, and Outlook for Windows
 * shows the first picture only.
 *
 * <p>Immutable; equal if its bytes are.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">PNG</a>
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF 89a</a>
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">JPEG, ITU-T T.81</a>
 */
public final class BrandImage {
    /** The most bytes. Base64 makes a third more of them, in each mail. */
    public static final int MAX_BYTES = 64 * 1024;

    /** The most pixels on a side: twice as many as the widest mail has, for fine screens. */
    public static final int MAX_SIDE = 1_200;

    /** The fewest pixels on a side: what has fewer is a dot that counts readers, or a symbol too small to be recognised. */
    public static final int MIN_SIDE = 16;

    private static final String DOMAIN = "@logo.portal-emails";
    private static final Pattern ADDRESS = Pattern.compile("cid:([0-9a-f]{32})" + DOMAIN.replace(".", "\\."));

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Of the first chunk of a PNG; where it is another one, programs disagree on what follows. */
    private static final int LENGTH_OF_HEADER = 13;

    private static final int ANIMATION_CONTROL = 0x6163544c;
    private static final int IMAGE_DATA = 0x49444154;

    /** Bytes are not an image that a mail may carry. The message repeats none of them. */
    public static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final String code;

        private Refused(String code) {
            super(code);
            this.code = code;
        }

        /** The rule they break, as in {@link org.portalemails.settings.SettingsViolation#code()}. */
        public String code() {
            return code;
        }
    }

    private final byte[] bytes;
    private final String mediaType;
    private final int width;
    private final int height;
    private final String digest;

    private BrandImage(byte[] bytes, String mediaType, int width, int height) {
        this.bytes = bytes;
        this.mediaType = mediaType;
        this.width = width;
        this.height = height;
        this.digest = digest(bytes);
    }

    /**
     * Reads an image.
     *
     * @param bytes a file; copied
     * @throws Refused if it is none of the three kinds, moves, is larger than {@link #MAX_BYTES} or {@link #MAX_SIDE}, smaller than {@link
     *     #MIN_SIDE}, or broken at its beginning
     */
    public static BrandImage of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Refused("brand.image-too-large");
        }
        byte[] copy = bytes.clone();
        ByteBuffer file = ByteBuffer.wrap(copy);
        BrandImage image = png(copy, file);
        image = image == null ? gif(copy, file) : image;
        image = image == null ? jpeg(copy, file) : image;
        if (image == null) {
            throw new Refused(isSvg(copy) ? "brand.image-is-svg" : "brand.image-unknown");
        }
        if (image.width < 1 || image.height < 1) {
            throw new Refused("brand.image-broken");
        }
        if (image.width > MAX_SIDE || image.height > MAX_SIDE) {
            throw new Refused("brand.image-too-many-pixels");
        }
        if (image.width < MIN_SIDE || image.height < MIN_SIDE) {
            throw new Refused("brand.image-too-small");
        }
        return image;
    }

    /**
     * Reads an image from text: Base64 (RFC 4648, section 4), alone or in a {@code data:} address (RFC 2397), as a browser gives it.
     *
     * @param typed with or without line breaks
     * @throws Refused as {@link #of}, or if it is no Base64
     */
    public static BrandImage parse(String typed) {
        String text = typed.strip();
        int comma = text.regionMatches(true, 0, "data:", 0, 5) ? text.indexOf(',') : -1;
        try {
            return of(Base64.getMimeDecoder().decode(text.substring(comma + 1)));
        } catch (Refused e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new Refused("brand.image-unknown");
        }
    }

    /** As {@link #parse} reads it: Base64 on one line. */
    public String write() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static @Nullable BrandImage png(byte[] bytes, ByteBuffer file) {
        if (bytes.length < 24 || !startsWith(bytes, PNG) || file.getInt(12) != 0x49484452) {
            return null;
        }
        if (file.getInt(8) != LENGTH_OF_HEADER) {
            throw new Refused("brand.image-broken");
        }
        if (isAnimatedPng(file)) {
            throw new Refused("brand.image-moves");
        }
        return new BrandImage(bytes, "image/png", file.getInt(16), file.getInt(20));
    }

    /** Whether a chunk that says so stands before the picture. */
    private static boolean isAnimatedPng(ByteBuffer file) {
        long at = PNG.length;
        while (at + 8 <= file.limit()) {
            int type = file.getInt((int) at + 4);
            if (type == ANIMATION_CONTROL || type == IMAGE_DATA) {
                return type == ANIMATION_CONTROL;
            }
            // Its length, type and checksum.
            at += 12 + (file.getInt((int) at) & 0xffff_ffffL);
        }
        return false;
    }

    private static @Nullable BrandImage gif(byte[] bytes, ByteBuffer file) {
        if (bytes.length < 10 || bytes[0] != 'G' || bytes[1] != 'I' || bytes[2] != 'F' || bytes[3] != '8') {
            return null;
        }
        ByteBuffer little = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (isAnimatedGif(bytes)) {
            throw new Refused("brand.image-moves");
        }
        return new BrandImage(bytes, "image/gif", little.getShort(6) & 0xffff, little.getShort(8) & 0xffff);
    }

    /** Whether there is more than one picture: goes from block to block. */
    private static boolean isAnimatedGif(byte[] bytes) {
        int pictures = 0;
        int at = bytes.length > 10 ? 13 + colours(bytes[10]) : bytes.length;
        while (at + 10 < bytes.length) {
            if (bytes[at] == ',') {
                pictures++;
                at += 11 + colours(bytes[at + 9]);
            } else if (bytes[at] == '!') {
                at += 2;
            } else {
                break;
            }
            while (at < bytes.length && bytes[at] != 0) {
                at += 1 + (bytes[at] & 0xff);
            }
            at++;
        }
        return pictures > 1;
    }

    /** How long the table of colours is that a packed field of a GIF announces. */
    private static int colours(byte packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << (packed & 7) + 1;
    }

    /** Goes from segment to segment up to the one that begins a frame. */
    private static @Nullable BrandImage jpeg(byte[] bytes, ByteBuffer file) {
        if (bytes.length < 4 || (file.getShort(0) & 0xffff) != 0xffd8) {
            return null;
        }
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return new BrandImage(
                        bytes, "image/jpeg", file.getShort(at + 7) & 0xffff, file.getShort(at + 5) & 0xffff);
            }
            boolean fill = marker == 0xff;
            at += fill ? 1 : 2 + Math.max(2, file.getShort(at + 2) & 0xffff);
        }
        throw new Refused("brand.image-broken");
    }

    private static boolean isSvg(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 1_024), StandardCharsets.UTF_8);
        return start.toLowerCase(Locale.ROOT).contains("<svg");
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code image/png}, {@code image/jpeg} or {@code image/gif}. */
    public String mediaType() {
        return mediaType;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** The file; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Tells images apart: 32 hexadecimal digits of the SHA-256 of the file. */
    public String digest() {
        return digest;
    }

    /** What a {@code cid:} address names it by (RFC 2392), in the mails that carry it: {@link #digest} and {@value #DOMAIN}. */
    public String contentId() {
        return digest + DOMAIN;
    }

    /**
     * The images that HTML of ours shows.
     *
     * @param html any HTML; only our own layout writes {@code cid:} addresses, a text may not
     * @return the {@linkplain #digest digests}, each once
     */
    public static Set<String> digestsIn(String html) {
        Set<String> digests = new LinkedHashSet<>();
        Matcher matcher = ADDRESS.matcher(html);
        while (matcher.find()) {
            digests.add(matcher.group(1));
        }
        return digests;
    }

    /**
     * HTML for a page that shows a mail, where no mail program resolves {@code cid:} addresses.
     *
     * @param html of a mail
     * @param images those that travel with it
     * @return the same with {@code data:} addresses in their place
     */
    public static String shownInPage(String html, Collection<BrandImage> images) {
        String shown = html;
        for (BrandImage image : images) {
            shown = shown.replace("cid:" + image.contentId(), "data:" + image.mediaType() + ";base64," + image.write());
        }
        return shown;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BrandImage that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** For people: kind, size and digest, such as {@code PNG, 320 × 80, 12 kB, 1a2b3c4d}. */
    @Override
    public String toString() {
        return mediaType.substring(6).toUpperCase(Locale.ROOT) + ", " + width + " × " + height + ", "
                + (bytes.length + 1023) / 1024 + " kB, " + digest.substring(0, 8);
    }
}
