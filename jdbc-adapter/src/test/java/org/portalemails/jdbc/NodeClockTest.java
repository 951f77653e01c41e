package org.portalemails.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The clock of a node")
class NodeClockTest {
    private static final Pattern TIME_OF_DAY = Pattern.compile(
            "\\.now\\(\\)|\\bClock\\b|currentTimeMillis|new Date\\(\\)|\\bGregorianCalendar\\b|Calendar\\.getInstance");

    @Test
    @DisplayName("is asked nowhere in this adapter: the database says what is due and which lease has ended")
    void nowhere() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(30);
            for (Path source : sources) {
                assertThat(TIME_OF_DAY.matcher(Files.readString(source)).results())
                        .as("%s", source)
                        .isEmpty();
            }
        }
    }
}
