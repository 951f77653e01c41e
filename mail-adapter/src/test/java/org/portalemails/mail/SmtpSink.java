package org.portalemails.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Postfix's smtp-sink, which keeps each mail in a file. */
record SmtpSink(int port, Path directory, Process process) implements AutoCloseable {
    static SmtpSink start(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = PostfixServer.freePort();
        Process process = new ProcessBuilder(
                        "/usr/sbin/smtp-sink", "-u", "nobody", "-d", directory + "/mail.", "127.0.0.1:" + port, "50")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new SmtpSink(port, directory, process);
    }

    List<String> mails() {
        List<String> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                mails.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return mails;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
