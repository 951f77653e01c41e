package org.portalemails.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.template.RenderedText.Piece;

@DisplayName("A rendered text that is rewritten")
class RewrittenTextTest {
    private static final RenderedText TEXT = RenderedText.of(
            TextKind.HTML,
            List.of(new Piece.Literal("<a href=\""), new Piece.Secret("link"), new Piece.Literal("\">x</a>")));

    @Test
    @DisplayName("keeps its holes wherever they are put, as often as they are put there")
    void keepsHoles() {
        assertThat(TEXT.rewritten(html -> "<p>" + html + "</p>"))
                .isEqualTo(RenderedText.of(
                        TextKind.HTML,
                        List.of(
                                new Piece.Literal("<p><a href=\""),
                                new Piece.Secret("link"),
                                new Piece.Literal("\">x</a></p>"))));
        assertThat(TEXT.rewritten(html -> html + html).pieces()).hasSize(5);
        assertThat(TEXT.rewritten(html -> "y").secretFields()).isEmpty();
        assertThat(TEXT.rewritten(html -> html)).isEqualTo(TEXT);
    }

    @Test
    @DisplayName("takes no character of a value for a hole")
    void noncharacter() {
        RenderedText odd = RenderedText.literal(TextKind.HTML, "a\uffff\ue000b");
        assertThat(odd.rewritten(html -> html).masked()).isEqualTo("a\ufffd\ue000b");
    }

    @Test
    @DisplayName("is HTML, and stays within its limit")
    void refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RenderedText.literal(TextKind.PLAIN, "x").rewritten(html -> html));
        assertThatThrownBy(() -> TEXT.rewritten(html -> "x".repeat(RenderedText.MAX_LENGTH + 1)))
                .isInstanceOf(RenderingTooLargeException.class);
    }
}
