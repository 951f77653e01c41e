package org.portalemails.mail.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.reply.ServerText;
import org.portalemails.transport.DeliveryOutcome;

/**
 * Finds in a {@code multipart/report} the part for machines and the part that came back. What some systems (OpenSMTPD) and gateways (that add a
 * footer) put into a {@code multipart/mixed} is found there too, and told apart. A mail inside the mail is never opened: that is how people
 * forward. Each line is read at most as often as parts may stand in each other.
 */
final class NotificationParser {
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_PARTS = 20;
    private static final int MOST_ADDRESSES = 20;
    private static final int DEEPEST = 3;
    private static final int LONGEST_PART = 64 * 1024;

    private static final Set<String> STATUS =
            Set.of("message/delivery-status", "message/global-delivery-status", "message/x-delivery-status");
    private static final Set<String> RETURNED = Set.of(
            "message/rfc822",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers");

    static Optional<DeliveryStatusNotification> parse(byte[] mail) {
        TextLines lines = new TextLines(new String(mail, StandardCharsets.UTF_8));
        Fields head = Fields.read(lines);
        ContentType type = ContentType.of(head.first("content-type"));
        boolean wrapped = isMixed(type);
        if (!wrapped && !isReport(type)) {
            return Optional.empty();
        }
        NotificationParser parser = new NotificationParser(wrapped);
        parser.readParts(lines, type, 1);
        return parser.status == null ? Optional.empty() : notification(head, parser.status, parser.returned, wrapped);
    }

    private final boolean wrapped;
    private @Nullable String status;
    private @Nullable String returned;

    private NotificationParser(boolean wrapped) {
        this.wrapped = wrapped;
    }

    private void readParts(TextLines lines, ContentType type, int depth) {
        String delimiter = "--" + type.parameter("boundary");
        boolean more = skipToPart(lines, delimiter);
        for (int i = 0; more && i < MOST_PARTS && (status == null || returned == null); i++) {
            Fields head = Fields.read(lines);
            ContentType partType = ContentType.of(head.first("content-type"));
            boolean opened = wrapped && depth < DEEPEST && (isMixed(partType) || isReport(partType));
            StringBuilder part = new StringBuilder();
            more = readPart(lines, delimiter, part, opened ? DeliveryStatusNotification.MOST_BYTES : LONGEST_PART);
            if (opened) {
                readParts(new TextLines(part.toString()), partType, depth + 1);
            } else if (status == null && STATUS.contains(partType.type())) {
                status = decoded(part.toString(), head);
            } else if (returned == null && RETURNED.contains(partType.type())) {
                returned = decoded(part.toString(), head);
            }
        }
    }

    private static boolean isReport(ContentType type) {
        return type.type().equals("multipart/report")
                && !type.parameter("boundary").isEmpty()
                && isDeliveryStatus(type.parameter("report-type"));
    }

    private static boolean isMixed(ContentType type) {
        return type.type().equals("multipart/mixed")
                && !type.parameter("boundary").isEmpty();
    }

    /** RFC 6522 wants it named; some leave it out. Read receipts and complaints name theirs. */
    private static boolean isDeliveryStatus(String reportType) {
        return reportType.isEmpty() || reportType.toLowerCase(Locale.ROOT).equals("delivery-status");
    }

    private static Optional<DeliveryStatusNotification> notification(
            Fields head, String status, @Nullable String returned, boolean wrapped) {
        TextLines lines = new TextLines(status.stripLeading());
        Fields group = Fields.read(lines);
        String envelopeId = group.first("original-envelope-id");
        List<RecipientStatus> recipients = new ArrayList<>();
        for (int empty = 0; empty < 3 && recipients.size() < MOST_RECIPIENTS; group = Fields.read(lines)) {
            empty = group.isEmpty() ? empty + 1 : 0;
            int named = group.all("final-recipient").size();
            int most = named == 0 && group.first("action") != null ? 1 : named;
            for (int i = 0; i < most && recipients.size() < MOST_RECIPIENTS; i++) {
                recipients.add(recipient(group, i, named));
            }
        }
        if (recipients.isEmpty()) {
            return Optional.empty();
        }
        String messageId = null;
        if (returned != null) {
            messageId = bracketed(
                    Fields.read(new TextLines(returned.stripLeading())).first("message-id"));
        }
        return Optional.of(new DeliveryStatusNotification(
                sentTo(head),
                bracketed(head.first("return-path")),
                envelopeId == null || envelopeId.isBlank() ? null : envelopeId.strip(),
                messageId,
                recipients,
                wrapped));
    }

    private static RecipientStatus recipient(Fields group, int at, int named) {
        String diagnostic = untyped(value(group, "diagnostic-code", at, named));
        String words = diagnostic == null ? "" : diagnostic;
        String status = RecipientStatus.status(value(group, "status", at, named), words);
        return new RecipientStatus(
                address(value(group, "final-recipient", at, named)),
                address(value(group, "original-recipient", at, named)),
                RecipientStatus.Action.of(value(group, "action", at, named)),
                status,
                DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.PREPARE, ServerText.withoutAddresses(words, null))
                        .text());
    }

    /**
     * What a field says about the recipient at a place of a group that names several, though RFC 3464 section 2.3 allows one: a field
     * that is there once is about all, one for each is about each, and of any other number nobody knows.
     */
    private static @Nullable String value(Fields group, String name, int at, int named) {
        List<String> values = group.all(name);
        if (named <= 1 || values.size() == 1) {
            return values.isEmpty() ? null : values.get(0);
        }
        return values.size() == named ? values.get(at) : null;
    }

    /** {@code rfc822; jane@customer.example}, or {@code utf-8; jos\x{E9}@customer.example} (RFC 6533 section 3). */
    private static @Nullable String address(@Nullable String value) {
        String bare = untyped(value);
        if (bare == null) {
            return null;
        }
        String address = bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare;
        boolean utf8 = value != null && value.strip().toLowerCase(Locale.ROOT).startsWith("utf-8");
        return utf8 ? unescaped(address) : address;
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        int open;
        while ((open = text.indexOf("\\x{", from)) >= 0) {
            int close = text.indexOf('}', open);
            int point = close < 0 || close - open > 9 ? -1 : hex(text, open + 3, close);
            out.append(text, from, open);
            if (point < 0) {
                out.append("\\x{");
                from = open + 3;
            } else {
                out.appendCodePoint(point);
                from = close + 1;
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    private static int hex(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return from < to && Character.isValidCodePoint(value) ? value : -1;
    }

    /** What follows the type and its semicolon. */
    private static @Nullable String untyped(@Nullable String value) {
        return value == null ? null : value.substring(value.indexOf(';') + 1).strip();
    }

    private static @Nullable String bracketed(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        return open < 0 || close < 0
                ? value.strip()
                : value.substring(open + 1, close).strip();
    }

    private static List<String> sentTo(Fields head) {
        List<String> addresses = new ArrayList<>();
        for (String name : List.of("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to")) {
            for (String value : head.all(name)) {
                for (String word : value.split("[\\s<>,;\"():]+", MOST_ADDRESSES * 2)) {
                    if (word.indexOf('@') > 0 && addresses.size() < MOST_ADDRESSES) {
                        addresses.add(word);
                    }
                }
            }
        }
        return addresses;
    }

    // ---- parts

    private static boolean skipToPart(TextLines lines, String delimiter) {
        String line;
        while ((line = lines.next()) != null) {
            if (line.stripTrailing().equals(delimiter)) {
                return true;
            }
        }
        return false;
    }

    /** Reads up to the next delimiter; answers whether another part follows. */
    private static boolean readPart(TextLines lines, String delimiter, StringBuilder part, int longest) {
        String line;
        while ((line = lines.next()) != null) {
            if (line.startsWith(delimiter)) {
                String bare = line.stripTrailing();
                if (bare.length() == delimiter.length()) {
                    return true;
                }
                if (bare.equals(delimiter + "--")) {
                    return false;
                }
            }
            if (part.length() < longest) {
                part.append(line, 0, Math.min(line.length(), longest)).append('\n');
            }
        }
        return false;
    }

    private static String decoded(String part, Fields head) {
        String encoding = head.first("content-transfer-encoding");
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (!name.equals("base64") && !name.equals("quoted-printable")) {
            return part;
        }
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = MimeUtility.decode(new ByteArrayInputStream(bytes), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException | MessagingException e) {
            return part;
        }
    }
}
