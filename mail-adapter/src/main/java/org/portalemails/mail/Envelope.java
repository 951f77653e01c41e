package org.portalemails.mail;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;

/**
 * The addresses that the server is told, checked character by character: what stands between the angle brackets is ASCII
 * without space, bracket or control character, or UTF-8 where the server announced SMTPUTF8. Angus would cut anything else
 * to its low byte (CVE-2025-7962 was a case of that), so nothing else is let through.
 *
 * @param sender where bounces go, or {@code null} for the null sender
 * @param recipient the one recipient
 * @param id the id of the mail, for ENVID
 */
record Envelope(@Nullable EmailAddress sender, EmailAddress recipient, String id) {
    boolean needsSmtpUtf8() {
        return recipient.needsSmtpUtf8() || sender != null && sender.needsSmtpUtf8();
    }

    /**
     * The commands up to RCPT.
     *
     * @throws IllegalArgumentException if an address has a character that must not stand there; without the address
     */
    byte[] mailCommand(int size, boolean announcesSize, boolean eightBit, @Nullable DeliveryNotices notices) {
        StringBuilder command = new StringBuilder(120).append("MAIL FROM:<");
        if (sender != null) {
            append(sender, command);
        }
        command.append('>');
        if (announcesSize) {
            command.append(" SIZE=").append(size);
        }
        if (needsSmtpUtf8()) {
            command.append(" SMTPUTF8");
            if (eightBit) {
                command.append(" BODY=8BITMIME");
            }
        }
        if (notices != null) {
            // A mail id is letters, digits and hyphens: xtext (RFC 3461 section 4) as it is.
            command.append(" RET=")
                    .append(notices.returnParameter())
                    .append(" ENVID=")
                    .append(id);
        }
        return command.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    byte[] recipientCommand(@Nullable DeliveryNotices notices) {
        StringBuilder command = new StringBuilder(80).append("RCPT TO:<");
        append(recipient, command);
        command.append('>');
        if (notices != null) {
            command.append(" NOTIFY=").append(notices.notifyParameter());
        }
        return command.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(EmailAddress address, StringBuilder command) {
        boolean utf8 = address.needsSmtpUtf8();
        String local = address.localPart();
        for (int i = 0; i < local.length(); i++) {
            requirePlain(local.charAt(i), utf8);
        }
        String domain = address.domain();
        for (int i = 0; i < domain.length(); i++) {
            requirePlain(domain.charAt(i), false);
        }
        command.append(local).append('@').append(domain);
    }

    private static void requirePlain(char c, boolean utf8) {
        boolean ascii = c > 0x20 && c < 0x7f && c != '<' && c != '>';
        boolean wide = utf8 && c > 0xa0 && c != '\u2028' && c != '\u2029';
        if (!ascii && !wide) {
            throw new IllegalArgumentException("an address has a character that no envelope may have");
        }
    }

    /** Shows nobody. */
    @Override
    public String toString() {
        return "Envelope[" + id + "]";
    }
}
