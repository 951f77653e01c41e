package org.portalemails.demo.web;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * A mail's HTML for a frame. Sandboxed by its own policy whatever the page around it says: no script, no form, no
 * request to anywhere, an origin of its own.
 */
public final class MailFrame {
    private static final String POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    private static final String DOCUMENT =
            """
            <!doctype html>
            <html lang="%s"><head><meta charset="utf-8"><title>%s</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>body{font:15px/1.55 Arial,"Liberation Sans",sans-serif;color:#1c2430;background:#fff;margin:20px;
            overflow-wrap:anywhere}a{color:#0b5cad}</style></head><body>%s</body></html>
            """;

    private MailFrame() {}

    /** The answer that shows a document as it is. */
    public static ResponseEntity<byte[]> of(String document) {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(document.getBytes(StandardCharsets.UTF_8));
    }

    /** A plain text as HTML. */
    public static String preformatted(String languageTag, String title, String text) {
        return DOCUMENT.formatted(
                escaped(languageTag),
                escaped(title),
                "<pre style=\"white-space:pre-wrap;font:inherit\">" + escaped(text) + "</pre>");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
