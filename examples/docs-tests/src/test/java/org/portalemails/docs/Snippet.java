package org.portalemails.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stretch of a compiled source file under {@code examples}, between the lines {@code // snippet: name} and {@code // end}.
 * Lines with {@code // snippet: ignore} are left out.
 */
final class Snippet {
    private Snippet() {}

    /** The text of {@code File#name}, with its indentation taken away, or of a whole file by its path; ends with a line break. */
    static String of(String reference) {
        if (!reference.contains("#")) {
            return Documents.read(Documents.ROOT.resolve(reference));
        }
        String[] parts = reference.split("#", 2);
        Path file = find(parts[0] + ".java");
        return between(parts[1], Documents.read(file));
    }

    static String between(String name, String source) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        boolean found = false;
        for (String line : source.lines().toList()) {
            String bare = line.strip();
            if (bare.equals("// snippet: " + name)) {
                inside = true;
                found = true;
            } else if (inside && bare.equals("// end")) {
                inside = false;
            } else if (inside && !bare.endsWith("// snippet: ignore")) {
                lines.add(line);
            }
        }
        if (!found || inside) {
            throw new AssertionError("no snippet \"" + name + "\" with an end");
        }
        return String.join("\n", lines).stripIndent().strip() + "\n";
    }

    private static Path find(String fileName) {
        try (Stream<Path> files = Files.walk(Documents.ROOT.resolve("examples"))) {
            List<Path> found = files.filter(
                            path -> path.getFileName().toString().equals(fileName))
                    .filter(path -> !path.toString().contains("/target/"))
                    .toList();
            if (found.size() != 1) {
                throw new AssertionError(fileName + ": wanted one under examples, found " + found.size());
            }
            return found.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
