package org.portalemails.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fenced block of code in a document.
 *
 * @param language what stands behind the opening fence, such as {@code java}
 * @param snippet where its text comes from, {@code File#name}: the comment {@code <!-- snippet: File#name -->} above it; or
 *     {@code null}
 * @param text the lines between the fences
 * @param line the number of the opening fence, from 1
 * @param from where the text begins in the document
 * @param to where it ends
 */
record MarkdownBlock(String language, @Nullable String snippet, String text, int line, int from, int to) {
    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- snippet: (\\S+) -->\\n\\s*)?^ *```(\\w*)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

    static List<MarkdownBlock> of(String document) {
        List<MarkdownBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(document);
        while (matcher.find()) {
            int line = (int) document.substring(0, matcher.start(2)).lines().count();
            blocks.add(new MarkdownBlock(
                    matcher.group(2), matcher.group(1), matcher.group(3), line, matcher.start(3), matcher.end(3)));
        }
        return blocks;
    }
}
