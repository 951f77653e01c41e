package org.portalemails.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * MySQL, which Maven does not bring: started by the program that the system property {@code portalemails.mysql} names. Tests are skipped
 * where it is absent, or cannot get a server.
 *
 * <p>{@code PROGRAM start DIRECTORY PORT} prints the JDBC address of the server without a database, as its last line, and ends with 3
 * where there is no server to be had; {@code PROGRAM stop DIRECTORY} ends it. All modules have one directory, and one after the other its
 * server.
 */
public final class MySqlServer {
    private static final String PROGRAM = System.getProperty("portalemails.mysql", "");
    private static final Path DIRECTORY = Path.of(System.getProperty("portalemails.mysql.directory", "target/mysql"))
            .toAbsolutePath()
            .normalize();
    private static final int NOT_TO_BE_HAD = 3;

    /** Stops the server as soon as nobody holds the other end of its input: also when this process is killed. */
    private static final String STOP_AFTER_US =
            """
            trap '' HUP INT TERM
            cat >/dev/null
            exec "$0" stop "$1"
            """;

    private static @Nullable String server;
    private static @Nullable FileChannel lock;

    private MySqlServer() {}

    /**
     * The address of a database on the server, which runs until this process ends.
     *
     * @param database {@code test}, which is empty at first, or one that the caller made there
     * @return for {@link DriverManager}
     */
    public static synchronized String url(String database) {
        assumeTrue(!PROGRAM.isEmpty(), "needs a MySQL server: -Dportalemails.mysql");
        if (server == null) {
            server = start();
        }
        assumeTrue(!server.isEmpty(), "there is no MySQL server to be had here");
        return server.replaceFirst("/\\?", "/" + database + "?");
    }

    private static String start() {
        try {
            waitForOthers();
            Process start = new ProcessBuilder(PROGRAM, "start", DIRECTORY.toString(), Integer.toString(freePort()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = start.waitFor();
            if (code == NOT_TO_BE_HAD) {
                return "";
            }
            if (code != 0) {
                throw new IllegalStateException("MySQL did not start: " + code);
            }
            stopAfterUs();
            String url = answer.substring(answer.lastIndexOf('\n') + 1);
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                // As a server far from here would be: its session time zone is not UTC.
                statement.execute("SET GLOBAL time_zone = '+05:30'");
                statement.execute("DROP DATABASE IF EXISTS test");
                statement.execute("CREATE DATABASE test");
            }
            return url;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("MySQL does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lock is kept until this process ends. */
    private static void waitForOthers() throws IOException {
        Files.createDirectories(DIRECTORY);
        lock = FileChannel.open(DIRECTORY.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
    }

    private static void stopAfterUs() throws IOException {
        Process stop = new ProcessBuilder("sh", "-c", STOP_AFTER_US, PROGRAM, DIRECTORY.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop.getOutputStream().close();
                stop.waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
