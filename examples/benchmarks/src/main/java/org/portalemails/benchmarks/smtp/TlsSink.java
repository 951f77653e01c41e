package org.portalemails.benchmarks.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A sink that speaks STARTTLS, which Postfix's does not: takes every mail and keeps none, in a process of its own. Answers to commands that
 * came together leave together, as those of real servers do. Key and certificate are made by the JDK's keytool for the time of a run.
 */
public final class TlsSink implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final byte[] END = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Process process;
    private final int port;
    private final Path directory;
    private final SSLContext context;

    private TlsSink(Process process, int port, Path directory, SSLContext context) {
        this.process = process;
        this.port = port;
        this.directory = directory;
        this.context = context;
    }

    /**
     * Starts one.
     *
     * @return a sink that listens
     * @throws IOException if it does not start
     * @throws InterruptedException if the thread is interrupted
     * @throws GeneralSecurityException if the JDK cannot make keys
     */
    public static TlsSink start() throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory("tls-sink");
        Path keys = directory.resolve("keys.p12");
        String bin = Path.of(System.getProperty("java.home"), "bin").toString();
        Process keytool = new ProcessBuilder(
                        Path.of(bin, "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "sink",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=sink",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        Process process = new ProcessBuilder(
                        Path.of(bin, "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TlsSink.class.getName(),
                        keys.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("the sink did not start");
        }
        return new TlsSink(process, Integer.parseInt(line), directory, context(keys));
    }

    /** Both sides have the same key store: the client trusts the certificate in it. */
    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("sink", keys.getCertificate("sink"));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /**
     * Where it listens.
     *
     * @return a port of 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * What trusts it.
     *
     * @return for clients
     */
    public SSLContext context() {
        return context;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.deleteIfExists(directory.resolve("keys.p12"));
        Files.deleteIfExists(directory);
    }

    /**
     * The process of the sink.
     *
     * @param arguments the key store
     * @throws Exception if something is broken
     */
    public static void main(String[] arguments) throws Exception {
        SSLContext context = context(Path.of(arguments[0]));
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> {
                    try (socket) {
                        socket.setTcpNoDelay(true);
                        new Conversation(socket, context).run();
                    } catch (IOException e) {
                        // The client has gone.
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static final class Conversation {
        private final Socket raw;
        private final SSLContext context;
        private InputStream in;
        private OutputStream out;
        private final byte[] buffer = new byte[64 * 1024];
        private int position;
        private int filled;
        private final StringBuilder answers = new StringBuilder();

        Conversation(Socket raw, SSLContext context) throws IOException {
            this.raw = raw;
            this.context = context;
            this.in = raw.getInputStream();
            this.out = raw.getOutputStream();
        }

        void run() throws IOException {
            answers.append("220 sink ESMTP\r\n");
            boolean secured = false;
            while (true) {
                String line = line();
                String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" ->
                        answers.append("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n")
                                .append(secured ? "" : "250-STARTTLS\r\n")
                                .append("250 SIZE 10240000\r\n");
                    case "STAR" -> {
                        answers.append("220 2.0.0 Ready to start TLS\r\n");
                        flush();
                        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, true);
                        tls.startHandshake();
                        in = tls.getInputStream();
                        out = tls.getOutputStream();
                        secured = true;
                    }
                    case "DATA" -> {
                        answers.append("354 End data with <CR><LF>.<CR><LF>\r\n");
                        body();
                        answers.append("250 2.0.0 Ok: queued as 4711\r\n");
                    }
                    case "QUIT" -> {
                        answers.append("221 2.0.0 Bye\r\n");
                        flush();
                        return;
                    }
                    default -> answers.append("250 2.1.0 Ok\r\n");
                }
            }
        }

        private void flush() throws IOException {
            if (answers.length() > 0) {
                out.write(answers.toString().getBytes(StandardCharsets.US_ASCII));
                out.flush();
                answers.setLength(0);
            }
        }

        private byte next() throws IOException {
            if (position == filled) {
                flush();
                filled = in.read(buffer);
                position = 0;
                if (filled <= 0) {
                    throw new IOException("closed");
                }
            }
            return buffer[position++];
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (byte b = next(); b != '\n'; b = next()) {
                line.append((char) b);
            }
            return line.toString();
        }

        private void body() throws IOException {
            int seen = 2;
            while (seen < END.length) {
                byte b = next();
                seen = b == END[seen] ? seen + 1 : b == '\r' ? 1 : 0;
            }
        }
    }
}
