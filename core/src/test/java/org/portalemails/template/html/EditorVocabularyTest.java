package org.portalemails.template.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The editor's vocabulary")
class EditorVocabularyTest {
    private static final Path MODULE =
            Path.of("src/main/resources/META-INF/resources/portal-emails/editor/vocabulary.js");

    @Test
    @DisplayName("is that of the server, which refuses what it does not know")
    void isTheSame() throws IOException {
        String module =
                "// What of HTML may stand in a mail: made from HtmlVocabulary.java by EditorVocabularyTest, which compares.\n"
                        + list("Elements that are allowed.", "ALLOWED", HtmlVocabulary.ALLOWED)
                        + list("Those that stand within a line.", "PHRASES", HtmlVocabulary.PHRASES)
                        + list("Those without content and end tag.", "VOID", HtmlVocabulary.VOID)
                        + list(
                                "Elements, allowed or not, whose content is not read as tags.",
                                "RAW",
                                HtmlVocabulary.RAW);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(MODULE, module);
        }

        assertThat(MODULE).content().isEqualTo(module);
        assertThat(HtmlVocabulary.ALLOWED).containsAll(HtmlVocabulary.PHRASES);
    }

    private static String list(String comment, String name, Set<String> elements) {
        String words = new TreeSet<>(elements).stream().collect(Collectors.joining(" "));
        return "\n/** " + comment + " */\nexport const " + name + " = new Set((\n    \""
                + words.replaceAll("(.{90,}?) ", "$1 \"\n    + \"") + "\"\n).split(\" \"));\n";
    }
}
