package org.portalemails.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a program of this module in a process of its own. */
final class ChildJvm {
    private ChildJvm() {}

    static Process start(Class<?> main, String... args) throws IOException {
        return start(null, main, args);
    }

    /** With a clock that libfaketime shifts, such as by {@code +15m}; not if that is {@code null}. */
    static Process start(@Nullable String shift, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        if (shift != null) {
            // Not the program faketime: it stays between us and the process that is to be killed.
            String library = System.getProperty("libfaketime", "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
            if (!Files.exists(Path.of(library))) {
                throw new IOException("clocks cannot be shifted: " + library + " is missing; give -Dlibfaketime=…");
            }
            builder.environment().put("LD_PRELOAD", library);
            builder.environment().put("FAKETIME", shift);
            builder.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        return builder.start();
    }
}
