package org.portalemails.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A mail that a {@link ScriptedSmtpServer} took, whether or not it said so.
 *
 * @param connection the number of the connection, from 0
 * @param mailCommand the whole MAIL line
 * @param recipientCommands the whole RCPT lines that were accepted
 * @param data headers and body as they came, leading dots undone, final dot left out
 */
public record ReceivedMail(int connection, String mailCommand, List<String> recipientCommands, byte[] data) {
    /** Copies. */
    public ReceivedMail {
        recipientCommands = List.copyOf(recipientCommands);
        data = data.clone();
    }

    @Override
    public byte[] data() {
        return data.clone();
    }

    /**
     * Headers and body, one character for each byte.
     *
     * @return for assertions about ASCII
     */
    public String text() {
        return new String(data, StandardCharsets.ISO_8859_1);
    }
}
