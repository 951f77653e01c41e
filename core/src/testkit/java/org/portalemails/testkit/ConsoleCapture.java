package org.portalemails.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Listens to standard output and standard error while it is open; what is said there is still said. Logging frameworks that
 * write to the console are heard, as far as their own level lets them speak.
 */
final class ConsoleCapture implements AutoCloseable {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private ConsoleCapture() {
        System.setOut(new PrintStream(new Both(out, heard), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Both(err, heard), true, StandardCharsets.UTF_8));
    }

    static ConsoleCapture begin() {
        return new ConsoleCapture();
    }

    String text() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }

    private static final class Both extends OutputStream {
        private final PrintStream usual;
        private final OutputStream heard;

        Both(PrintStream usual, OutputStream heard) {
            this.usual = usual;
            this.heard = heard;
        }

        @Override
        public void write(int b) throws IOException {
            usual.write(b);
            heard.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            usual.write(bytes, from, length);
            heard.write(bytes, from, length);
        }

        @Override
        public void flush() {
            usual.flush();
        }
    }
}
