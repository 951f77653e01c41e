package org.portalemails.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The texts in the jar of the core, and the languages in which they exist. */
public final class Resources {
    /**
     * The languages of the file {@code languages}, in its order, which is that of their wideness: whoever adds one adds its tag there
     * and then as many files as differ from the next wider language.
     */
    public static final List<Locale> LANGUAGES = read("language/languages")
            .orElseThrow()
            .lines()
            .map(Locale::forLanguageTag)
            .toList();

    private Resources() {}

    /**
     * Reads a file of the jar.
     *
     * @param name its path below {@code org/portalemails}
     * @return its content; empty if there is no such file
     */
    public static Optional<String> read(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/org/portalemails/" + name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
