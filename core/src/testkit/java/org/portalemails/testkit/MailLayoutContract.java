package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.layout.AccentColour;
import org.portalemails.layout.MailBlock;
import org.portalemails.layout.MailFrame;
import org.portalemails.layout.MailLayout;
import org.portalemails.layout.MailLogo;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * What a host's {@link MailLayout} must do, so that its mails can be read by everybody. To join: extend, give your layout.
 *
 * @since 0.1.0
 */
@DisplayName("A mail layout")
public abstract class MailLayoutContract {
    private static final String LINK = "https://portal.example/reset?token=T&step=1";
    private static final Pattern TABLE = Pattern.compile("<table\\b[^>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMAGE = Pattern.compile("<img\\b[^>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADING = Pattern.compile("<h1\\b", Pattern.CASE_INSENSITIVE);

    /** For hosts. */
    protected MailLayoutContract() {}

    /**
     * The layout under test.
     *
     * @return a layout
     */
    protected abstract MailLayout layout();

    private static RenderedText html(String html) {
        return RenderedText.literal(TextKind.HTML, html);
    }

    private static MailBlock block(Locale language) {
        RenderedText content = RenderedText.of(
                TextKind.HTML,
                List.of(
                        new RenderedText.Piece.Literal(
                                "<p>Content " + language.getLanguage() + "</p><p><a class=\"button\" href=\""),
                        new RenderedText.Piece.Secret("resetLink"),
                        new RenderedText.Piece.Literal("\">Go</a></p><p class=\"note\">Note</p>")));
        return new MailBlock(
                language, content, html("<p>Signature</p>"), html("<p>Footer " + language.getLanguage() + "</p>"));
    }

    private RenderedText document(Locale language) {
        return layout().document(List.of(block(language)), frame(language));
    }

    private static MailFrame frame(Locale language) {
        return new MailFrame(
                language,
                "Subject <i> & \"more\"",
                "First words",
                "Sender & sons",
                AccentColour.BUILT_IN,
                new MailLogo("logo@a.example", null, "Logo of \"us\"", 120, 40));
    }

    private static String revealed(RenderedText document) {
        return document.reveal(field -> LINK);
    }

    @Test
    @DisplayName("makes a whole document that names its language and direction")
    void namesItsLanguage() {
        assertThat(revealed(document(Locale.CANADA_FRENCH)))
                .startsWithIgnoringCase("<!doctype html>")
                .containsPattern("<html[^>]* lang=\"fr-CA\"")
                .containsPattern("<html[^>]* dir=\"ltr\"")
                .containsIgnoringCase("charset");
        assertThat(revealed(document(Locale.forLanguageTag("ar")))).containsPattern("<html[^>]* dir=\"rtl\"");
    }

    @Test
    @DisplayName("has the subject as its title, escaped, and one heading")
    void title() {
        String html = revealed(document(Locale.ENGLISH));
        assertThat(html).containsPattern("<title>Subject &lt;i(&gt;|>) &amp; ").doesNotContain("Subject <i>");
        assertThat(HEADING.matcher(html).results()).hasSize(1);
    }

    @Test
    @DisplayName("keeps the holes for links, and fills none")
    void keepsHoles() {
        RenderedText document = document(Locale.ENGLISH);
        assertThat(document.secretFields()).containsExactly("resetLink");
        assertThat(revealed(document)).contains("href=\"https://portal.example/reset?token=T&amp;step=1\"");
    }

    @Test
    @DisplayName("shows content, signature and footer, in this order")
    void order() {
        assertThat(revealed(document(Locale.ENGLISH)))
                .containsSubsequence("Content en", "Go", "Note", "Signature", "Footer en", "</html>");
    }

    @Test
    @DisplayName("gives every block its language")
    void blocks() {
        RenderedText two =
                layout().document(List.of(block(Locale.FRENCH), block(Locale.ENGLISH)), frame(Locale.FRENCH));
        assertThat(revealed(two))
                .containsSubsequence("lang=\"fr\"", "Content fr", "lang=\"en\"", "Content en")
                .containsSubsequence("Footer fr", "Footer en");
        assertThat(HEADING.matcher(revealed(two)).results()).hasSize(1);
    }

    @Test
    @DisplayName("gives every image its text, and loads nothing from elsewhere")
    void images() {
        Matcher images = IMAGE.matcher(revealed(document(Locale.ENGLISH)));
        while (images.find()) {
            assertThat(images.group()).contains("alt=\"").contains("src=\"cid:logo@a.example\"");
        }
    }

    @Test
    @DisplayName("tells screen readers which tables are for looks")
    void tables() {
        Matcher tables = TABLE.matcher(revealed(document(Locale.ENGLISH)));
        while (tables.find()) {
            assertThat(tables.group()).contains("role=\"presentation\"");
        }
    }

    @Test
    @DisplayName("runs and embeds nothing")
    void passive() {
        assertThat(revealed(document(Locale.ENGLISH)))
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("<link")
                .doesNotContainIgnoringCase("<iframe")
                .doesNotContainIgnoringCase("<form");
    }

    @Test
    @DisplayName("makes the same document of the same mail, for many threads at once")
    void worksForManyThreads() {
        RenderedText once = document(Locale.ENGLISH);
        assertThat(IntStream.range(0, 64).parallel().mapToObj(number -> document(Locale.ENGLISH)))
                .containsOnly(once);
    }
}
