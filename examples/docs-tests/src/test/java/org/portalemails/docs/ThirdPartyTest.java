package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
