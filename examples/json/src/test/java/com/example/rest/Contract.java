package com.example.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON that was agreed upon, in files. */
final class Contract {
    /** Whether what is generated is to be written anew instead of being compared. */
    static final boolean WRITE = Boolean.getBoolean("docs.write");

    private static final Path FOLDER = Path.of("src/test/resources/samples");

    private static final ObjectMapper TREES =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private Contract() {}

    /** One text for all that means the same: keys in order, lines, and nothing else changed. */
    static String canonical(String json) {
        try {
            JsonNode tree = TREES.readTree(json);
            return TREES.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(TREES.treeToValue(tree, Object.class))
                            .replace("\r\n", "\n")
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** What is kept, or with {@code -Ddocs.write=true} what shall be kept from now on. */
    static String kept(String name, String now) {
        return kept(FOLDER.resolve(name + ".json"), now);
    }

    static String kept(Path file, String now) {
        try {
            if (WRITE) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, now);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
