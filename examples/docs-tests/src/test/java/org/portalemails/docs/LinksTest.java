package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Links in the documents")
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    @Test
    void leadToFilesAndHeadingsThatExist() {
        List<String> broken = new ArrayList<>();
        int seen = 0;
        for (Path document : Documents.all()) {
            Matcher matcher = LINK.matcher(Documents.read(document).replaceAll("(?ms)^ *```.*?^ *```$", ""));
            while (matcher.find()) {
                String target = matcher.group(1);
                if (target.matches("[a-z]+:.*")) {
                    continue;
                }
                seen++;
                if (!exists(document, target)) {
                    broken.add(Documents.ROOT.relativize(document) + " -> " + target);
                }
            }
        }
        assertThat(seen).isPositive();
        assertThat(broken).isEmpty();
    }

    private static boolean exists(Path document, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || Documents.read(file)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .anyMatch(line -> anchor(line).equals(parts[1]));
    }

    /** As the usual renderers make it: lower case, spaces to hyphens, punctuation dropped. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
