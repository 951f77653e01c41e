package org.portalemails.mail;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Postfix on a high port of 127.0.0.1, with a configuration directory of its own. */
record PostfixServer(Path home, int port) implements AutoCloseable {
    /** Skips a test where Postfix is not installed or this is not root: its master starts no other way. */
    static void assumeThere() {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/postfix")) && Files.isExecutable(Path.of("/usr/sbin/smtp-sink")),
                "no Postfix here");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "Postfix starts as root only");
    }

    static PostfixServer start(int nextHop, KeyStore keys, String... settings) throws Exception {
        Path home = Files.createTempDirectory("portal-emails-postfix");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        PostfixServer server = new PostfixServer(home, freePort());
        server.configure(nextHop, keys, List.of(settings));
        server.start();
        return server;
    }

    void start() throws Exception {
        run("postfix", "-c", home.resolve("etc").toString(), "start");
        Waiting.until(this::answers);
    }

    void stop() throws IOException, InterruptedException {
        run("postfix", "-c", home.resolve("etc").toString(), "stop");
    }

    @Override
    public void close() throws IOException {
        if (answers()) {
            try {
                stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }

    private void configure(int nextHop, KeyStore keys, List<String> settings) throws Exception {
        Path etc = Files.createDirectory(home.resolve("etc"));
        Path queue = Files.createDirectory(home.resolve("queue"));
        Path data = Files.createDirectory(home.resolve("data"));
        run("chown", "postfix", data.toString());
        Path pem = home.resolve("postfix.pem");
        Key key = keys.getKey("postfix", TestKeys.PASSWORD);
        Base64.Encoder pemLines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        Files.writeString(
                pem,
                "-----BEGIN PRIVATE KEY-----\n" + pemLines.encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
                        + pemLines.encodeToString(keys.getCertificate("postfix").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
        List<String> lines = new ArrayList<>(List.of(
                "compatibility_level = 3.6",
                "queue_directory = " + queue,
                "data_directory = " + data,
                "maillog_file = /dev/stdout",
                "maillog_file_prefixes = /dev, " + home,
                "myhostname = postfix.example",
                "mydestination =",
                "inet_interfaces = 127.0.0.1",
                "inet_protocols = ipv4",
                "mynetworks = 127.0.0.0/8",
                "relayhost = [127.0.0.1]:" + nextHop,
                "smtpd_tls_chain_files = " + pem,
                "smtpd_tls_security_level = may"));
        lines.addAll(settings);
        lines.add("");
        Files.writeString(etc.resolve("main.cf"), String.join("\n", lines));
        Files.writeString(
                etc.resolve("master.cf"),
                String.join(
                        "\n",
                        "127.0.0.1:" + port + " inet n - n - - smtpd",
                        "pickup unix n - n 60 1 pickup",
                        "cleanup unix n - n - 0 cleanup",
                        "qmgr unix n - n 300 1 qmgr",
                        "tlsmgr unix - - n 1000? 1 tlsmgr",
                        "rewrite unix - - n - - trivial-rewrite",
                        "bounce unix - - n - 0 bounce",
                        "defer unix - - n - 0 bounce",
                        "trace unix - - n - 0 bounce",
                        "smtp unix - - n - - smtp",
                        "error unix - - n - - error",
                        "retry unix - - n - - error",
                        "anvil unix - - n - 1 anvil",
                        "proxymap unix - - n - - proxymap",
                        "scache unix - - n - 1 scache",
                        "postlog unix-dgram n - n - 1 postlogd",
                        ""));
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress("127.0.0.1", 0));
            return free.getLocalPort();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command[0] + " failed");
        }
    }

    private boolean answers() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress("127.0.0.1", port), 500);
            probe.setSoTimeout(2000);
            return probe.getInputStream().read() == '2';
        } catch (IOException e) {
            return false;
        }
    }
}
