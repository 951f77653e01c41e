package org.portalemails.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The public types of the packages that the three modules export, read from their sources. */
final class ExportedTypes {
    /** The folders of the modules, in the order of the reference. */
    static final List<String> MODULES = List.of("core", "mail-adapter", "jdbc-adapter");

    private static final Pattern EXPORT = Pattern.compile("exports ([\\w.]+);");
    private static final Pattern PUBLIC = Pattern.compile("(?m)^public ");

    private ExportedTypes() {}

    /** The exported packages of a module, each with the simple names of its public types; both sorted. */
    static SortedMap<String, List<String>> of(String module) {
        Path sources = Documents.ROOT.resolve(module + "/src/main/java");
        SortedMap<String, List<String>> types = new TreeMap<>();
        EXPORT.matcher(Documents.read(sources.resolve("module-info.java")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(name -> types.put(name, publicTypes(sources.resolve(name.replace('.', '/')))));
        return types;
    }

    private static List<String> publicTypes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> PUBLIC.matcher(Documents.read(file)).find())
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
