package com.example.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of the core says of a type and of its parts, as plain text. */
final class Descriptions {
    private static final Path SOURCES = Path.of("../../core/src/main/java");

    private final String source;
    private final String head;

    private Descriptions(String source, String head) {
        this.source = source;
        this.head = head;
    }

    static Descriptions of(Class<?> type) {
        try {
            String source = Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
            Matcher declaration =
                    Pattern.compile("(?m)^public (?:final )?(?:record|class) ").matcher(source);
            if (!declaration.find()) {
                throw new AssertionError("no public type: " + type);
            }
            int begin = source.lastIndexOf("/**", declaration.start());
            return new Descriptions(source, source.substring(begin, source.indexOf("*/", begin)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first paragraph. */
    String type() {
        return plain(head.substring("/**".length()).split("\\n \\*\\s*(?:<p>|@)", 2)[0]);
    }

    /** Of a component of a record. */
    String component(String name) {
        Matcher found = Pattern.compile("@param " + name + " (.*?)(?=\\n \\* @|\\z)", Pattern.DOTALL)
                .matcher(head);
        if (!found.find()) {
            throw new AssertionError("no @param " + name);
        }
        return plain(found.group(1));
    }

    /** Of a property of a bean: what stands above its getter. */
    String getter(String name) {
        int method = source.indexOf(" " + name + "() {");
        int begin = source.lastIndexOf("/**", method);
        String comment = source.substring(begin + "/**".length(), source.indexOf("*/", begin));
        return plain(comment.split("\\n\\s*\\*\\s*@", 2)[0]);
    }

    private static String plain(String comment) {
        return comment.replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .replaceAll("\\{@linkplain\\s+\\S+\\s+([^}]*)}", "$1")
                .replaceAll("\\{@link\\s+#?([^}]*)}", "`$1`")
                .replaceAll("<[^>]+>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
