package com.example.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A server in a process of its own, on free ports of this machine, with its files under {@code target}. */
abstract class ServerUnderTest implements AutoCloseable {
    /** What keeps a server small: it lives for seconds. */
    private static final List<String> SMALL = List.of(
            "-Xms64m",
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-Djava.net.preferIPv4Stack=true");

    static final Path WAR = Path.of(System.getProperty("portalemails.war"));

    final String name;
    final Path directory;
    final int port = freePort();
    private Process process;

    ServerUnderTest(String name) {
        this.name = name;
        this.directory = Path.of("target", "servers", name).toAbsolutePath();
    }

    /** Where the build found it; else the test is skipped. */
    final Path archive() {
        String found = System.getProperty("portalemails.server." + name, "");
        assumeTrue(!found.isEmpty(), name + " is not here: see the profiles of the pom");
        return Path.of(found);
    }

    /** Everything after {@code java} and its options. */
    abstract List<String> prepare(int smtpPort) throws IOException;

    /** Makes the application run, from the WAR. */
    abstract void deploy() throws IOException;

    /** Ends the application; the server goes on. */
    abstract void undeploy() throws IOException;

    final void start(int smtpPort) throws IOException {
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.add("-Derp.smtp.port=" + smtpPort);
        command.addAll(prepare(smtpPort));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        adjust(builder);
        process = builder.start();
    }

    void adjust(ProcessBuilder builder) {}

    /** Whether the server's JSON-B writes records as {@code {}} unless it is told otherwise. */
    boolean overlooksRecords() {
        return false;
    }

    final Path log() {
        return directory.resolve("server.log");
    }

    final String logged() throws IOException {
        return Files.readString(log(), StandardCharsets.UTF_8);
    }

    final boolean isAlive() {
        return process != null && process.isAlive();
    }

    final Process process() {
        return process;
    }

    /** The stacks of all threads of the server. */
    final String threads() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return answer;
    }

    @Override
    public final void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Unpacks the archive once, without the directory at its top. */
    final Path unpacked() throws IOException {
        Path home = directory.resolve("home");
        if (Files.exists(home.resolve(".complete"))) {
            return home;
        }
        try (ZipFile zip = new ZipFile(archive().toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String inside = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = home.resolve(inside).normalize();
                if (entry.isDirectory() || !file.startsWith(home) || !isNeeded(inside)) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(file)) {
                    in.transferTo(out);
                }
            }
        }
        Files.createFile(home.resolve(".complete"));
        return home;
    }

    boolean isNeeded(String inside) {
        return true;
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** What an earlier run left. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** So that a server that watches the directory never sees half of it. */
    static void place(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path half = directory.resolveSibling("portal.war.half");
        Files.copy(WAR, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, directory.resolve("portal.war"), StandardCopyOption.ATOMIC_MOVE);
    }

    static String classPath(String... entries) {
        return String.join(File.pathSeparator, entries);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
