package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

@DisplayName("A content that is a whole document")
class HtmlDocumentTest {
    private static RenderedText html(String content) {
        return RenderedText.literal(TextKind.HTML, content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><p>",
                "<!doctype HTML>",
                " \n<HTML lang=\"fr\">",
                "<html>",
                "<body",
                "<BODY class=x>",
                "<head>"
            })
    @DisplayName("is known by how it begins, in whatever case")
    void whole(String content) {
        assertThat(HtmlDocument.isWhole(html(content))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<p>é</p>", "see <html>", "<header>x</header>", "<bodys>", "<html5>"})
    @DisplayName("is not one that only looks a little like it")
    void fragments(String content) {
        assertThat(HtmlDocument.isWhole(html(content))).isFalse();
        assertThat(HtmlDocument.isWhole(RenderedText.of(TextKind.HTML, List.of(new RenderedText.Piece.Secret("a")))))
                .isFalse();
    }

    @Test
    @DisplayName("stays as it is, and gets what it lacks around its head or body")
    void completed() {
        RenderedText document = html("<html><body>x</body></html>");
        assertThat(HtmlDocument.completed(document, Locale.FRENCH)).isSameAs(document);
        assertThat(HtmlDocument.completed(html("<head></head><body>x</body>"), Locale.CANADA_FRENCH)
                        .masked())
                .isEqualTo("<!DOCTYPE html>\n<html lang=\"fr-CA\">\n<head></head><body>x</body>\n</html>\n");
        assertThat(HtmlDocument.completed(html("<body>x</body>"), Locale.ENGLISH)
                        .masked())
                .isEqualTo("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n</head>\n"
                        + "<body>x</body>\n</html>\n");
    }

    @ParameterizedTest
    @CsvSource({
        "<html><body class=\"a>b\"><p>a</p>, <html><body class=\"a>b\">|<p>a</p>",
        "<!doctype html><!-- <body> --><p>a</p>, <!doctype html><!-- <body> -->|<p>a</p>",
        "<head><title><body></title></head> <body>a, <head><title><body></title></head> <body>|a",
        "<html> a <p>b, <html>| a <p>b",
        "<html><head></head><table>, <html><head></head>|<table>",
        "<html>, <html>|"
    })
    @DisplayName("has a note at the beginning of what it shows")
    void note(String document, String noted) {
        assertThat(HtmlDocument.withNote(html(document), "N").masked()).isEqualTo(noted.replace("|", "\nN"));
    }
}
