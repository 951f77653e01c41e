package org.portalemails.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The JavaScript that the jar serves, as the build left it. */
@DisplayName("A module of the screen")
class ScreenModulesTest {
    private static final Path ROOT = metaInf().resolve("resources/portal-emails");
    private static final Pattern IMPORT = Pattern.compile(
            "(?:\\b(?:import|export)\\b[^;\"'()]*\\bfrom|\\bimport)\\s*(?:(?<!from)\\(\\s*)?([\"'])(?<name>[^\"'\\s]+)\\1");

    @TestFactory
    @DisplayName("imports only files beside it, by relative names: no import map, no other server")
    Stream<DynamicTest> importsAreRelativeAndExist() {
        return modules()
                .map(module -> DynamicTest.dynamicTest(ROOT.relativize(module).toString(), () -> {
                    assertThat(imports(module)).allSatisfy(name -> {
                        assertThat(name).matches("\\.\\.?/.*\\.js");
                        assertThat(module.resolveSibling(name)).isRegularFile();
                    });
                    assertThat(Files.readString(module)).doesNotContain("sourceMappingURL", "eval(", "new Function(");
                }));
    }

    @Test
    @DisplayName("of a library is reached from the two that the screen is made with, and its licence is in the jar")
    void librariesAreComplete() throws IOException {
        Path lib = ROOT.resolve("lib");
        assertThat(imports(lib.resolve("lit.js"))).hasSize(4);
        assertThat(imports(lib.resolve("prosemirror-view.js"))).hasSize(3);
        assertThat(imports(lib.resolve("prosemirror-model.js"))).containsExactly("./orderedmap.js");
        try (Stream<Path> files = Files.list(lib)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".js", "")))
                    .allSatisfy(library -> assertThat(metaInf().resolve("licenses/" + library + ".txt"))
                            .content()
                            .contains("Copyright"))
                    .hasSizeGreaterThan(12);
        }
    }

    private static List<String> imports(Path module) throws IOException {
        List<String> names = new ArrayList<>();
        Matcher matcher = IMPORT.matcher(Files.readString(module));
        while (matcher.find()) {
            names.add(matcher.group("name"));
        }
        return names;
    }

    private static Stream<Path> modules() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".js")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path metaInf() {
        try {
            URI classes = TextPreview.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(classes).resolve("META-INF");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
