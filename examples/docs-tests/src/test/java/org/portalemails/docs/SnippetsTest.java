package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Java in the documents")
class SnippetsTest {
    @TestFactory
    @DisplayName("is what is compiled and run")
    Stream<DynamicTest> isWhatIsCompiled() {
        return Documents.all().stream()
                .map(path ->
                        DynamicTest.dynamicTest(Documents.ROOT.relativize(path).toString(), () -> {
                            if (Documents.WRITE) {
                                writeAnew(path);
                            }
                            check(path);
                        }));
    }

    private static void check(Path path) {
        for (MarkdownBlock block : MarkdownBlock.of(Documents.read(path))) {
            if (!block.language().equals("java") && block.snippet() == null) {
                continue;
            }
            assertThat(block.snippet())
                    .as("%s:%d: a Java block needs <!-- snippet: File#name --> above it", path, block.line())
                    .isNotNull();
            assertThat(block.text())
                    .as(
                            "%s:%d: differs from %s; write it anew with -Ddocs.write=true",
                            path, block.line(), block.snippet())
                    .isEqualTo(Snippet.of(block.snippet()));
        }
    }

    private static void writeAnew(Path path) {
        String document = Documents.read(path);
        StringBuilder written = new StringBuilder();
        int done = 0;
        for (MarkdownBlock block : MarkdownBlock.of(document)) {
            if (block.snippet() != null) {
                written.append(document, done, block.from()).append(Snippet.of(block.snippet()));
                done = block.to();
            }
        }
        written.append(document, done, document.length());
        if (!document.contentEquals(written)) {
            Documents.write(path, written.toString());
        }
    }

    @Test
    void aBlockKnowsWhereItsTextComesFrom() {
        String document = "# Title\n\n<!-- snippet: Tour#first -->\n```java\nint i;\n```\n\n```sh\nls\n```\n";

        List<MarkdownBlock> blocks = MarkdownBlock.of(document);

        assertThat(blocks).extracting(MarkdownBlock::snippet).containsExactly("Tour#first", null);
        assertThat(blocks).extracting(MarkdownBlock::language).containsExactly("java", "sh");
        assertThat(blocks).extracting(MarkdownBlock::text).containsExactly("int i;\n", "ls\n");
        assertThat(blocks).extracting(MarkdownBlock::line).containsExactly(4, 8);
    }

    @Test
    void aSnippetLosesItsIndentationAndItsScaffolding() {
        String source =
                "class X {\n    // snippet: a\n    if (b) {\n        c(); // snippet: ignore\n        d();\n    }\n    // end\n}\n";

        assertThat(Snippet.between("a", source)).isEqualTo("if (b) {\n    d();\n}\n");
    }

    @Test
    void aSnippetThatDoesNotExistIsNoticed() {
        assertThatThrownBy(() -> Snippet.between("b", "// snippet: a\nx\n// end\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"b\"");
        assertThatThrownBy(() -> Snippet.between("a", "// snippet: a\nx\n")).isInstanceOf(AssertionError.class);
    }
}
