package org.portalemails.benchmarks.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Postfix's smtp-sink on a free port of 127.0.0.1, in a process of its own. */
public final class Sink implements AutoCloseable {
    private final Process process;
    private final int port;

    private Sink(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @return a sink that answers
     * @throws IOException if Postfix is not installed, or the sink does not answer
     * @throws InterruptedException if the thread is interrupted
     */
    public static Sink start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder("smtp-sink", "-u", "nobody", "127.0.0.1:" + port, "200")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < 100 && process.isAlive(); i++) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
                return new Sink(process, port);
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("smtp-sink did not start");
    }

    /**
     * Where it listens.
     *
     * @return a port of 127.0.0.1
     */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
