package org.portalemails.mail.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One text in the encoding that fits it: 7bit if it is ASCII in lines that every server carries, base64 if most of it is
 * not ASCII, quoted-printable (RFC 2045 section 6.7) for what lies between. Never 8bit: a signature must survive servers
 * that recode.
 */
final class TextPart {
    private static final int LONGEST_LINE = 998;
    private static final byte[] CRLF = {'\r', '\n'};
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, CRLF);
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** Content-Transfer-Encoding. */
    enum Encoding {
        SEVEN_BIT("7bit"),
        QUOTED_PRINTABLE("quoted-printable"),
        BASE64("base64");

        final String label;

        Encoding(String label) {
            this.label = label;
        }
    }

    private final byte[] utf8;
    private final boolean ascii;
    private final Encoding encoding;

    TextPart(String text) {
        // A lone surrogate becomes a question mark here.
        utf8 = text.getBytes(StandardCharsets.UTF_8);
        int loud = 0;
        int longest = 0;
        int lineStart = 0;
        boolean sevenBit = true;
        boolean foreign = false;
        byte[] bytes = utf8;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b >= ' ' && b < 0x7f) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                longest = Math.max(longest, i - lineStart);
                lineStart = i + 1;
            } else if (b != '\t') {
                loud++;
                sevenBit = false;
                foreign |= b < 0;
            }
        }
        longest = Math.max(longest, bytes.length - lineStart);
        ascii = !foreign;
        if (sevenBit && longest <= LONGEST_LINE && !hasTrap(text)) {
            encoding = Encoding.SEVEN_BIT;
        } else {
            encoding = loud * 5 > bytes.length ? Encoding.BASE64 : Encoding.QUOTED_PRINTABLE;
        }
    }

    /** What an old mailbox or a boundary of ours would misread: "From " at the start of a line, "--=_". */
    private static boolean hasTrap(String text) {
        return text.startsWith("From ")
                || text.contains("\nFrom ")
                || text.contains("\rFrom ")
                || text.contains("--=_");
    }

    boolean isAscii() {
        return ascii;
    }

    Encoding encoding() {
        return encoding;
    }

    /** Writes the encoded text; the last line is ended. */
    void writeTo(Bytes out) {
        switch (encoding) {
            case SEVEN_BIT -> canonical(out);
            case QUOTED_PRINTABLE -> quotedPrintable(out);
            case BASE64 -> {
                Bytes lines = new Bytes(utf8.length + utf8.length / 16 + 16);
                canonical(lines);
                out.add(BASE64.encode(lines.toByteArray())).crlf();
            }
        }
    }

    /** Every line ended by CRLF, whatever ended it before. */
    private void canonical(Bytes out) {
        int from = 0;
        int length = utf8.length;
        for (int i = 0; i < length; i++) {
            byte b = utf8[i];
            if (b > '\r') {
                continue;
            }
            if (b == '\n' || b == '\r') {
                out.add(utf8, from, i - from).crlf();
                if (b == '\r' && i + 1 < length && utf8[i + 1] == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        if (from < length || length == 0) {
            out.add(utf8, from, length - from).crlf();
        }
    }

    private void quotedPrintable(Bytes out) {
        int column = 0;
        int length = utf8.length;
        for (int i = 0; i < length; i++) {
            byte b = utf8[i];
            if (b == '\n' || b == '\r') {
                if (b == '\r' && i + 1 < length && utf8[i + 1] == '\n') {
                    i++;
                }
                out.crlf();
                column = 0;
                continue;
            }
            boolean atEnd = i + 1 == length || utf8[i + 1] == '\n' || utf8[i + 1] == '\r';
            boolean quiet = b > ' ' && b < 0x7f && b != '=' || (b == ' ' || b == '\t') && !atEnd;
            if (column == 0 && (b == '.' || b == 'F' || b == '-')) {
                quiet = false;
            }
            int width = quiet ? 1 : 3;
            if (column + width > (atEnd ? 76 : 75)) {
                out.add('=').crlf();
                column = 0;
            }
            if (quiet) {
                out.add(b);
            } else {
                out.add('=').add(HEX[b >> 4 & 15]).add(HEX[b & 15]);
            }
            column += width;
        }
        if (column > 0 || length == 0) {
            out.crlf();
        }
    }
}
