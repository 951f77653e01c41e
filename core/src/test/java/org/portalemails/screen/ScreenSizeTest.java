package org.portalemails.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a browser fetches, each file compressed for itself, as servers do: before anything is shown, and when somebody begins to write. */
@DisplayName("The components of the screen")
class ScreenSizeTest {
    private static final int KILOBYTE = 1000;

    private static final Pattern STATIC =
            Pattern.compile("(?:\\bfrom|\\bimport)\\s*([\"'])(?<name>\\.{1,2}/[^\"'\\s]+)\\1");
    private static final Pattern DYNAMIC =
            Pattern.compile("\\bimport\\s*\\(\\s*([\"'])(?<name>\\.{1,2}/[^\"'\\s]+)\\1");
    private static final Pattern SHEET = Pattern.compile("\\bsheet\\(\\s*([\"'])(?<name>[^\"'\\s]+)\\1");

    private final Path root = root();

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(ScreenSizeTest.class.getResource(
                                    "/META-INF/resources/portal-emails/portal-emails.js"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> named(Pattern pattern, String source) {
        return pattern.matcher(source).results().map(found -> found.group(2));
    }

    /** A module with all that it needs before it runs. */
    private static void needed(Path module, Set<Path> found) {
        if (found.add(module)) {
            named(STATIC, read(module))
                    .forEach(name -> needed(module.resolveSibling(name).normalize(), found));
        }
    }

    /** What these modules fetch when they are used. */
    private static Set<Path> later(Set<Path> modules) {
        Set<Path> later = new TreeSet<>();
        for (Path module : modules) {
            named(DYNAMIC, read(module))
                    .forEach(name -> needed(module.resolveSibling(name).normalize(), later));
        }
        return later;
    }

    private Set<Path> sheets(Set<Path> modules) {
        Set<Path> sheets = new TreeSet<>();
        modules.forEach(module -> named(SHEET, read(module)).forEach(name -> sheets.add(root.resolve(name))));
        return sheets;
    }

    private static int compressed(Set<Path> files) {
        return files.stream().mapToInt(ScreenSizeTest::compressed).sum();
    }

    private static int compressed(Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            Files.copy(file, packed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.size();
    }

    @Test
    @DisplayName("weigh 40 kB at most before the first view, and 200 kB with the editor")
    void sizes() {
        Set<Path> first = new TreeSet<>();
        needed(root.resolve("portal-emails.js"), first);
        Set<Path> editor = later(first);
        assertThat(editor).contains(root.resolve("editor.js"));
        editor.removeAll(first);
        Set<Path> sheets = sheets(first);
        // The style sheet of what is fetched later comes with it.
        Set<Path> editorSheets = new TreeSet<>(sheets);
        editorSheets.removeIf(sheet ->
                !editor.contains(root.resolve(sheet.getFileName().toString().replace(".css", ".js"))));
        sheets.removeAll(editorSheets);
        first.addAll(sheets);
        editor.addAll(editorSheets);
        assertThat(first).contains(root.resolve("portal-emails.css")).doesNotContain(root.resolve("editor.css"));
        assertThat(editor).contains(root.resolve("editor.css"));
        int before = compressed(first);
        int all = before + compressed(editor);
        System.out.printf(
                "components: %d files, %d bytes compressed; with the editor %d files, %d bytes%n",
                first.size(), before, first.size() + editor.size(), all);
        assertThat(before).isLessThanOrEqualTo(40 * KILOBYTE);
        assertThat(all).isLessThanOrEqualTo(200 * KILOBYTE);
    }

    @Test
    @DisplayName("are all fetched: no file of ours in the jar is forgotten")
    void everything() throws IOException {
        Set<Path> all = new TreeSet<>();
        needed(root.resolve("portal-emails.js"), all);
        all.addAll(later(all));
        all.addAll(sheets(all));
        all.removeIf(file -> file.startsWith(root.resolve("lib")));
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !file.startsWith(root.resolve("lib"))))
                    .containsExactlyInAnyOrderElementsOf(all);
        }
    }
}
