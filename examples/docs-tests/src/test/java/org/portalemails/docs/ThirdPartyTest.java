package org.portalemails.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;

@DisplayName("The list of third-party libraries")
class ThirdPartyTest {
    private static final Path LIST = Documents.ROOT.resolve("docs/third-party.md");
    private static final Path REPORT = Path.of("target/licences/third-party.txt");
    private static final String HEADING = "## What comes with the published jars\n\n";

    @Test
    void namesWhatTheBuildFoundAndNothingElse() {
        String table = "| Library | Version | Licences |\n|---|---|---|\n"
                + rows().stream().map(row -> row + "\n").collect(Collectors.joining());
        String document = Documents.read(LIST);
        if (Documents.WRITE) {
            document = document.substring(0, document.indexOf(HEADING)) + HEADING + table;
            Documents.write(LIST, document);
        }

        assertThat(rows()).isNotEmpty();
        assertThat(document).endsWith(HEADING + table);
    }

    @Test
    void namesTheJavaScriptThatTheBuildCopiesAndItsLicences() {
        Matcher webJar = Pattern.compile("<groupId>org\\.webjars\\.npm</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                        + "\\s*<version>([^<]+)</version>")
                .matcher(Documents.read(Documents.ROOT.resolve("core/pom.xml")));
        String rows = webJar.results()
                .map(found ->
                        "| `" + found.group(1) + "` | " + found.group(2) + " | " + licence(found.group(1)) + " |\n")
                .sorted()
                .collect(Collectors.joining());

        assertThat(rows).contains("prosemirror-view");
        assertThat(Documents.read(LIST)).contains("| Library | Version | Licence |\n|---|---|---|\n" + rows + "\n");
    }

    private static String licence(String webJar) {
        String file = "/META-INF/licenses/" + webJar.replace("lit__", "") + ".txt";
        try (InputStream text = PortalEmails.class.getResourceAsStream(file)) {
            String words = new String(requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8);
            return words.contains("Permission is hereby granted, free of charge")
                    ? "MIT"
                    : words.contains("Neither the name of the copyright holder") ? "BSD-3-Clause" : words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From lines such as {@code (MIT) SLF4J API Module (org.slf4j:slf4j-api:2.0.20 - http://…)}. */
    private static List<String> rows() {
        return Documents.read(REPORT)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("("))
                .map(line -> {
                    String coordinates = line.replaceFirst(".*\\(([^()\\s]+:[^()\\s]+:[^()\\s]+) - .*\\)$", "$1");
                    String[] parts = coordinates.split(":");
                    String licences = line.replaceFirst("^((?:\\([^)]*\\) ?)+).*", "$1")
                            .strip()
                            .replace(") (", " or ")
                            .replaceAll("[()]", "");
                    return "| `" + parts[0] + ":" + parts[1] + "` | " + parts[2] + " | " + licences + " |";
                })
                .sorted()
                .toList();
    }
}
