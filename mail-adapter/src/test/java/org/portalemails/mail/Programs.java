package org.portalemails.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Programs of this machine that read mails. */
final class Programs {
    private Programs() {}

    /**
     * What a program says about some bytes.
     *
     * @param input its standard input, which it reads to the end before it answers
     * @param command its name and its arguments
     * @return its standard output; empty if there is no such program
     */
    static Optional<String> output(byte[] input, String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            try (OutputStream out = process.getOutputStream()) {
                out.write(input);
            }
            return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(command[0] + " does not answer", e);
        }
    }
}
