package org.portalemails.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalemails.template.TextKind.HTML;
import static org.portalemails.template.TextKind.PLAIN;
import static org.portalemails.template.TextKind.SUBJECT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.template.RenderedText.Piece;

@DisplayName("A rendered text")
class RenderedTextTest {
    /** Each upper-case letter is a hole of that name; {@code |} is a line end, {@code ~} a tab. */
    private static RenderedText text(TextKind kind, String pieces) {
        List<Piece> made = new ArrayList<>();
        for (char c : pieces.replace('|', '\n').replace('~', '\t').toCharArray()) {
            made.add(c >= 'A' && c <= 'Z' ? new Piece.Secret(String.valueOf(c)) : new Piece.Literal(String.valueOf(c)));
        }
        return RenderedText.of(kind, made);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "A → A",
                "abc → abc",
                "aB → a B",
                "Ab → A b",
                "aBc → a B c",
                "`a B c` → `a B c`",
                "a|B|c → a|B|c",
                "a~B~c → a~B~c",
                "AB → A B",
                "ABC → A B C",
                "`A B` → `A B`",
                "(A). → ( A ).",
                "`x A,B y` → `x A , B y`",
            })
    @DisplayName("keeps holes apart from words and from each other, and adds no blank where there is one")
    void holesApart(String pieces, String apart) {
        assertThat(text(PLAIN, pieces).withHolesApart()).isEqualTo(text(PLAIN, apart));
    }

    @Test
    @DisplayName("of HTML, or of one piece, is not touched")
    void apartAlready() {
        RenderedText html = text(HTML, "aBc");
        assertThat(html.withHolesApart()).isSameAs(html);
        RenderedText hole = text(PLAIN, "A");
        assertThat(hole.withHolesApart()).isSameAs(hole);
        RenderedText empty = RenderedText.literal(PLAIN, "");
        assertThat(empty.withHolesApart()).isSameAs(empty);
    }

    @Test
    @DisplayName("takes some values, escaped for what it is, and keeps its other holes")
    void filled() {
        RenderedText html = text(HTML, "aBcD");
        assertThat(html.filled(Map.of())).isSameAs(html);
        RenderedText filled = html.filled(Map.of("B", "<&>", "X", "unused"));
        assertThat(filled.kind()).isEqualTo(HTML);
        assertThat(filled.secretFields()).containsExactly("D");
        assertThat(filled.masked()).isEqualTo("a&lt;&amp;&gt;c" + RenderedText.MASK);
        assertThat(text(PLAIN, "aB").filled(Map.of("B", "<&>")).masked()).isEqualTo("a<&>");
    }

    @Test
    @DisplayName("equals one of the same kind and pieces, and shows no secret")
    void value() {
        RenderedText text = text(PLAIN, "aB");
        assertThat(text)
                .isEqualTo(text(PLAIN, "aB"))
                .hasSameHashCodeAs(text(PLAIN, "aB"))
                .isNotEqualTo(text(HTML, "aB"))
                .isNotEqualTo(text(PLAIN, "aC"))
                .isNotEqualTo("aB")
                .isNotEqualTo(null)
                .hasToString("a" + RenderedText.MASK);
        assertThat(text.hashCode()).isNotEqualTo(text(PLAIN, "aC").hashCode());
        assertThat(text.hashCode()).isNotEqualTo(text(HTML, "aB").hashCode());
        assertThat(text.hashCode()).isNotZero();
    }

    @Test
    @DisplayName("of a subject is cut to its longest, between characters")
    void subject() {
        String longest = "x".repeat(RenderedText.MAX_SUBJECT_LENGTH);
        assertThat(RenderedText.literal(SUBJECT, longest).reveal(field -> "")).isEqualTo(longest);
        assertThat(RenderedText.literal(SUBJECT, longest + "y").reveal(field -> ""))
                .isEqualTo("x".repeat(RenderedText.MAX_SUBJECT_LENGTH - 1) + "…");
        String pair = "x".repeat(RenderedText.MAX_SUBJECT_LENGTH - 2) + "😀yz";
        assertThat(RenderedText.literal(SUBJECT, pair).reveal(field -> ""))
                .isEqualTo("x".repeat(RenderedText.MAX_SUBJECT_LENGTH - 2) + "…");
    }

    @Test
    @DisplayName("becomes plain text with the same holes, and only HTML does")
    void plain() {
        assertThat(text(HTML, "<p>aB</p>").plain()).isEqualTo(text(PLAIN, "a B"));
        assertThatThrownBy(() -> text(PLAIN, "a").plain()).isInstanceOf(IllegalStateException.class);
        assertThat(text(HTML, "<p> </p>").showsSomething()).isFalse();
        assertThat(text(HTML, "<p>A</p>").showsSomething()).isTrue();
        assertThat(text(PLAIN, " |").showsSomething()).isFalse();
    }
}
