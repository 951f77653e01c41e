package org.portalemails.mail;

/**
 * The body as it goes over the wire: lines ended by CRLF and nothing else, so that no server sees the end of the mail
 * where there is none (SMTP smuggling), leading dots doubled (RFC 5321 section 4.5.2), the final dot at the end.
 */
final class SmtpBody {
    private SmtpBody() {}

    /**
     * Makes it.
     *
     * @param message headers and body
     * @return {@code message}, transparent, with the final dot
     * @throws IllegalArgumentException if a CR or LF stands alone, or the last line is not ended
     */
    static byte[] stuffed(byte[] message) {
        int length = message.length;
        int dots = 0;
        for (int i = 0; i < length; i++) {
            byte b = message[i];
            if (b > '.') {
                continue;
            }
            if (b == '\n') {
                if (i == 0 || message[i - 1] != '\r') {
                    throw new IllegalArgumentException("a line feed stands alone");
                }
                if (i + 1 < length && message[i + 1] == '.') {
                    dots++;
                }
            } else if (b == '\r' && (i + 1 == length || message[i + 1] != '\n')) {
                throw new IllegalArgumentException("a carriage return stands alone");
            }
        }
        if (length < 2 || message[length - 1] != '\n') {
            throw new IllegalArgumentException("the last line is not ended");
        }
        boolean firstDot = message[0] == '.';
        byte[] out = new byte[length + dots + (firstDot ? 1 : 0) + 3];
        int to = 0;
        if (firstDot) {
            out[to++] = '.';
        }
        if (dots == 0) {
            System.arraycopy(message, 0, out, to, length);
            to += length;
        } else {
            for (int i = 0; i < length; i++) {
                out[to++] = message[i];
                if (message[i] == '\n' && i + 1 < length && message[i + 1] == '.') {
                    out[to++] = '.';
                }
            }
        }
        out[to++] = '.';
        out[to++] = '\r';
        out[to] = '\n';
        return out;
    }
}
