package org.portalemails.jdbc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;

@DisplayName("The sources of the JDBC adapter")
class SourcesTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** What only some databases understand, and how errors are told apart. */
    private static final Pattern OF_VENDORS =
            Pattern.compile("RETURNING|ON CONFLICT|ON DUPLICATE|FOR UPDATE|SKIP LOCKED"
                    + "|SHARE MODE|\\bLIMIT |FETCH (FIRST|NEXT)|unnest|set_config|advisory|GET_LOCK|FROM DUAL"
                    + "|getErrorCode\\(\\) [=!]=|getSQLState\\(\\)\\.|\"\\w+\"\\.equals\\(\\w+\\.getSQLState");

    private static final Pattern DIALECT_ASKED =
            Pattern.compile("[=!]= (Dialect\\.)?(H2|POSTGRESQL|MARIADB|MYSQL|ORACLE"
                    + "|SQLSERVER)\\b|case (H2|POSTGRESQL|MARIADB|MYSQL|ORACLE|SQLSERVER)\\b");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static void assertNowhere(Pattern pattern, List<Path> sources) throws IOException {
        assertThat(sources).hasSizeGreaterThan(30);
        for (Path source : sources) {
            assertThat(pattern.matcher(Files.readString(source)).results().map(found -> found.group()))
                    .as("%s", source)
                    .isEmpty();
        }
    }

    private static List<Path> outsideOfRules() throws IOException {
        return sources().stream()
                .filter(source -> !source.getParent().endsWith("dialect"))
                .toList();
    }

    @Test
    @DisplayName("hold what is special to a vendor in the rules of dialects only")
    void vendors() throws IOException {
        assertNowhere(OF_VENDORS, outsideOfRules());
        assertNowhere(DIALECT_ASKED, outsideOfRules());
        assertThat(OF_VENDORS.matcher(
                        Files.readString(SOURCES.resolve("org/portalemails/jdbc/dialect/PostgresRules.java"))))
                .matches(matcher -> matcher.results().count() > 4);
    }

    @Test
    @DisplayName("take codes of states and reasons from the enums")
    void codes() throws IOException {
        String codes = Stream.of(
                        Arrays.stream(EntryState.values()).map(EntryState::code),
                        Arrays.stream(EntryReason.values()).map(EntryReason::code),
                        Arrays.stream(SkipReason.values()).map(SkipReason::code),
                        Arrays.stream(Hold.Cause.values()).map(Hold.Cause::code))
                .flatMap(code -> code)
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "['\"](", ")['\"]"));
        assertNowhere(Pattern.compile(codes), sources());
    }
}
