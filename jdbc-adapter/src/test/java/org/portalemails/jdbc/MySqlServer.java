package org.portalemails.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
 * where there is no server to be had; {@code PROGRAM stop DIRECTORY} ends it.
 */
final class MySqlServer {
    private static final String PROGRAM = System.getProperty("portalemails.mysql", "");
    private static final Path DIRECTORY = Path.of("target", "mysql").toAbsolutePath();
    private static final int NOT_TO_BE_HAD = 3;

    private static @Nullable String server;

    private MySqlServer() {}

    static synchronized String url(String database) {
        assumeTrue(!PROGRAM.isEmpty(), "needs a MySQL server: -Dportalemails.mysql");
        if (server == null) {
            server = start();
        }
        assumeTrue(!server.isEmpty(), "there is no MySQL server to be had here");
        return server.replaceFirst("/\\?", "/" + database + "?");
    }

    private static String start() {
        try {
            Process start = program("start", DIRECTORY.toString(), Integer.toString(freePort()));
            String answer = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = start.waitFor();
            if (code == NOT_TO_BE_HAD) {
                return "";
            }
            if (code != 0) {
                throw new IllegalStateException("MySQL did not start: " + code);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(MySqlServer::stop));
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

    private static void stop() {
        try {
            program("stop", DIRECTORY.toString()).waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process program(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = PROGRAM;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
