package org.portalemails.mail.mime;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.Mailbox;

/**
 * Writes header fields: folded (RFC 5322 section 2.2.3) and, where the value is not plain ASCII, as encoded words (RFC
 * 2047) in UTF-8, each at most 75 characters long and never splitting a character.
 */
final class HeaderWriter {
    private static final int LINE = 76;
    private static final int WORD = 75;
    private static final int WORD_FRAME = "=?UTF-8?Q??=".length();
    private static final int LONGEST_BARE = 60;
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final Bytes out;
    private int lineStart;

    HeaderWriter(Bytes out) {
        this.out = out;
    }

    /** A field whose value is ours and short: written as it is. */
    void plain(String name, String value) {
        out.headerText(name).add(':').add(' ').headerText(value).crlf();
    }

    /** RFC 5322 section 3.3, in UTC. */
    void date(String name, Instant instant) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        out.headerText(name).ascii(": ").ascii(DAYS[at.getDayOfWeek().getValue() - 1]);
        out.ascii(", ").ascii(Integer.toString(at.getDayOfMonth())).add(' ').ascii(MONTHS[at.getMonthValue() - 1]);
        out.add(' ').ascii(Integer.toString(at.getYear())).add(' ');
        twoDigits(at.getHour());
        out.add(':');
        twoDigits(at.getMinute());
        out.add(':');
        twoDigits(at.getSecond());
        out.ascii(" +0000").crlf();
    }

    private void twoDigits(int value) {
        out.add('0' + value / 10).add('0' + value % 10);
    }

    /** A field of free text. */
    void unstructured(String name, String value) {
        lineStart = out.size();
        out.headerText(name).add(':').add(' ');
        if (isPlain(value)) {
            folded(value);
        } else {
            encodedWords(value, false);
        }
        out.crlf();
    }

    /** A field with one mailbox. */
    void mailbox(String name, Mailbox mailbox) {
        lineStart = out.size();
        out.headerText(name).add(':').add(' ');
        String shown = mailbox.displayName();
        if (shown == null) {
            address(mailbox.address());
        } else {
            phrase(shown);
            int length = mailbox.address().value().length() + 2;
            if (column() + 1 + length > LINE) {
                fold();
            } else {
                out.add(' ');
            }
            out.add('<');
            address(mailbox.address());
            out.add('>');
        }
        out.crlf();
    }

    /** In ASCII, or in UTF-8 (RFC 6532) if the local part wants it. */
    private void address(EmailAddress address) {
        if (!address.needsSmtpUtf8()) {
            out.headerText(address.value());
            return;
        }
        String local = address.localPart();
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c <= 0x20 || c == 0x7f || c >= 0x80 && c <= 0xa0 || "<>,;:\"()[]\\@".indexOf(c) >= 0) {
                throw new IllegalArgumentException("an address has a character that must not stand in a header");
            }
        }
        out.add(local.getBytes(StandardCharsets.UTF_8)).add('@').headerText(address.domain());
    }

    private void phrase(String name) {
        boolean atoms = true;
        boolean printable = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean atext = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
            boolean space = c == ' ' && i > 0 && i < name.length() - 1 && name.charAt(i - 1) != ' ';
            atoms &= atext || space;
            printable &= c >= 0x20 && c <= 0x7e;
        }
        if (!printable || name.contains("=?")) {
            encodedWords(name, true);
        } else if (atoms && name.length() <= LONGEST_BARE) {
            out.headerText(name);
        } else {
            quotedString(name);
        }
    }

    /** RFC 5322 section 3.2.4, folded before single spaces. */
    private void quotedString(String name) {
        out.add('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ' && column() + nextBreak(name, i + 1) - i > LINE && isSingleSpace(name, i)) {
                out.crlf();
                lineStart = out.size();
            }
            if (c == '"' || c == '\\') {
                out.add('\\');
            }
            out.headerText(name, i, i + 1);
        }
        out.add('"');
    }

    private static boolean isSingleSpace(String value, int at) {
        return at > 0 && at < value.length() - 1 && value.charAt(at - 1) != ' ' && value.charAt(at + 1) != ' ';
    }

    /** Whether a value may stand as it is: printable, nothing that a reader would strip or decode, no endless word. */
    private static boolean isPlain(String value) {
        int wordLength = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '=' && i + 1 < value.length() && value.charAt(i + 1) == '?') {
                return false;
            }
            wordLength = c == ' ' ? 0 : wordLength + 1;
            if (wordLength > 500) {
                return false;
            }
        }
        return !value.isEmpty() && value.charAt(0) != ' ' && value.charAt(value.length() - 1) != ' ';
    }

    /** Breaks lines before single spaces only: a line of spaces alone would not survive (RFC 5322 section 4.2). */
    private void folded(String value) {
        int from = 0;
        while (from < value.length()) {
            int to = nextBreak(value, from + 1);
            if (column() + to - from > LINE && from > 0) {
                out.crlf();
                lineStart = out.size();
            }
            out.headerText(value, from, to);
            from = to;
        }
    }

    private static int nextBreak(String value, int from) {
        for (int i = from; i < value.length() - 1; i++) {
            if (value.charAt(i) == ' ' && value.charAt(i - 1) != ' ' && value.charAt(i + 1) != ' ') {
                return i;
            }
        }
        return value.length();
    }

    private int column() {
        return out.size() - lineStart;
    }

    private void fold() {
        out.crlf();
        lineStart = out.size();
        out.add(' ');
    }

    private void encodedWords(String value, boolean inPhrase) {
        int plainCharacters = 0;
        for (int i = 0; i < value.length(); i++) {
            plainCharacters += isQuiet(value.charAt(i), inPhrase) ? 1 : 0;
        }
        boolean base64 = plainCharacters * 2 < value.length();
        int at = 0;
        boolean first = true;
        while (at < value.length()) {
            if (!first || column() + WORD_FRAME + 24 > LINE) {
                fold();
            }
            first = false;
            int room = Math.min(WORD, LINE - column()) - WORD_FRAME;
            int end = base64 ? endOfBase64(value, at, room) : endOfQuoted(value, at, room, inPhrase);
            String part = value.substring(at, end);
            if (base64) {
                out.ascii("=?UTF-8?B?")
                        .add(Base64.getEncoder().encode(part.getBytes(StandardCharsets.UTF_8)))
                        .ascii("?=");
            } else {
                out.ascii("=?UTF-8?Q?");
                quoted(part, inPhrase);
                out.ascii("?=");
            }
            at = end;
        }
    }

    private static int endOfBase64(String value, int from, int room) {
        int bytes = 0;
        int at = from;
        while (at < value.length()) {
            int c = value.codePointAt(at);
            bytes += utf8Length(c);
            if ((bytes + 2) / 3 * 4 > room) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static int endOfQuoted(String value, int from, int room, boolean inPhrase) {
        int used = 0;
        int at = from;
        while (at < value.length()) {
            int c = value.codePointAt(at);
            used += isQuiet(c, inPhrase) ? 1 : 3 * utf8Length(c);
            if (used > room) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static int utf8Length(int c) {
        // A lone surrogate becomes one question mark.
        return c < 0x80 || c >= 0xd800 && c <= 0xdfff ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /** Whether a character stands for itself, or as an underscore, in a Q-encoded word (RFC 2047 sections 4.2 and 5). */
    private static boolean isQuiet(int c, boolean inPhrase) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ' ') {
            return true;
        }
        String others = inPhrase ? "!*+-/" : "!*+-/.,:;'()&%#$@";
        return c < 0x80 && others.indexOf(c) >= 0;
    }

    private void quoted(String part, boolean inPhrase) {
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            if (b == ' ') {
                out.add('_');
            } else if (b > 0 && isQuiet(b, inPhrase)) {
                out.add(b);
            } else {
                out.add('=').add(HEX[b >> 4 & 15]).add(HEX[b & 15]);
            }
        }
    }
}
