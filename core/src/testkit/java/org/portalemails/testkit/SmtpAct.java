package org.portalemails.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a {@link ScriptedSmtpServer} does at a stage instead of its usual answer. */
@FunctionalInterface
public interface SmtpAct {
    /**
     * Plays the act.
     *
     * @param line the connection
     * @return whether the conversation goes on as if the usual answer had been given; {@code false} ends the connection
     * @throws IOException if the other side has gone
     */
    boolean play(Line line) throws IOException;

    /** The server's end of a connection. */
    interface Line {
        /**
         * Sends bytes at once.
         *
         * @param bytes what to send
         * @throws IOException if the other side has gone
         */
        void send(byte[] bytes) throws IOException;

        /**
         * Reads and forgets until the other side closes, or the server is stopped.
         *
         * @throws IOException if the connection breaks
         */
        void waitForTheOtherSide() throws IOException;

        /**
         * Reads nothing, sends nothing, until the server is stopped or a minute is over.
         *
         * @throws IOException if the connection breaks
         */
        void hang() throws IOException;

        /** Closes with RST instead of FIN. */
        void reset();

        /**
         * Closes the sending half only.
         *
         * @throws IOException if the other side has gone
         */
        void halfClose() throws IOException;

        /**
         * Pauses.
         *
         * @param pause how long; ends early when the server is stopped
         */
        void pause(Duration pause);
    }

    /**
     * Answers with lines of the script's choice and goes on. A refusal at a command leaves the usual state machine where it
     * was; what the client does next is answered as usual.
     *
     * @param lines without line ends
     * @return the act
     */
    static SmtpAct reply(String... lines) {
        byte[] bytes = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
        return line -> {
            line.send(bytes);
            return true;
        };
    }

    /**
     * Answers and closes, as a server does after 421.
     *
     * @param lines without line ends
     * @return the act
     */
    static SmtpAct replyAndClose(String... lines) {
        SmtpAct reply = reply(lines);
        return line -> {
            reply.play(line);
            return false;
        };
    }

    /**
     * Sends bytes that are no reply, then waits for the other side.
     *
     * @param bytes any bytes
     * @return the act
     */
    static SmtpAct bytes(byte... bytes) {
        byte[] copy = bytes.clone();
        return line -> {
            line.send(copy);
            line.waitForTheOtherSide();
            return false;
        };
    }

    /**
     * Sends bytes and closes.
     *
     * @param text ASCII
     * @return the act
     */
    static SmtpAct partAndClose(String text) {
        return line -> {
            line.send(text.getBytes(StandardCharsets.US_ASCII));
            return false;
        };
    }

    /**
     * Closes.
     *
     * @return the act
     */
    static SmtpAct drop() {
        return line -> false;
    }

    /**
     * Resets the connection.
     *
     * @return the act
     */
    static SmtpAct reset() {
        return line -> {
            line.reset();
            return false;
        };
    }

    /**
     * Closes the sending half, and goes on reading.
     *
     * @return the act
     */
    static SmtpAct halfClose() {
        return line -> {
            line.halfClose();
            line.waitForTheOtherSide();
            return false;
        };
    }

    /**
     * Says nothing, but reads.
     *
     * @return the act
     */
    static SmtpAct stall() {
        return line -> {
            line.waitForTheOtherSide();
            return false;
        };
    }

    /**
     * Says nothing and reads nothing, so that writes of the other side hang once the buffers are full.
     *
     * @return the act
     */
    static SmtpAct blackHole() {
        return line -> {
            line.hang();
            return false;
        };
    }

    /**
     * Sends a reply one byte at a time, so that no single read waits long.
     *
     * @param reply one line without line end
     * @param pause between two bytes
     * @return the act
     */
    static SmtpAct drip(String reply, Duration pause) {
        byte[] bytes = (reply + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return line -> {
            for (byte b : bytes) {
                line.send(new byte[] {b});
                line.pause(pause);
            }
            return true;
        };
    }

    /**
     * Answers late.
     *
     * @param pause before the answer
     * @param lines without line ends
     * @return the act
     */
    static SmtpAct lateReply(Duration pause, String... lines) {
        SmtpAct reply = reply(lines);
        return line -> {
            line.pause(pause);
            return reply.play(line);
        };
    }

    /**
     * Sends the same text until the other side has enough.
     *
     * @param text such as {@code "250-and so on\r\n"}
     * @return the act
     */
    static SmtpAct endless(String text) {
        byte[] bytes = text.repeat(Math.max(1, 4096 / text.length())).getBytes(StandardCharsets.US_ASCII);
        return line -> {
            while (true) {
                line.send(bytes);
            }
        };
    }
}
