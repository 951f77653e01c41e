package org.portalemails.mail;

import org.jspecify.annotations.Nullable;
import org.portalemails.mail.reply.EnhancedCode;

/**
 * One reply of a server (RFC 5321 section 4.2).
 *
 * @param code 200 to 599
 * @param text its lines without code, joined by line feeds; as the server sent it, so neither clean nor free of addresses
 */
record SmtpReply(int code, String text) {
    /** The first digit decides (RFC 5321 section 4.2.1). */
    int digit() {
        return code / 100;
    }

    boolean isPositive() {
        return digit() == 2;
    }

    /** The enhanced status code at the start of the text, if it is one and fits the reply. */
    @Nullable
    String enhancedCode() {
        return EnhancedCode.find(code, text);
    }
}
