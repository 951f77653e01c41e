package org.portalemails.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;
import org.portalemails.layout.MailBlock;
import org.portalemails.template.RenderedText;
import org.portalemails.template.TextKind;

/**
 * The parts that a content becomes: a text, and the HTML that says the same if the content is HTML.
 *
 * @param text the plain-text part
 * @param html the HTML part, a whole document, or {@code null}
 * @param showsSomething whether the content does, without what stands around it
 */
public record MailBody(RenderedText text, @Nullable RenderedText html, boolean showsSomething) {
    private static final String RULE = "* * *";
    private static final int LONGEST_PREHEADER = 110;
    private static final int MOST_PARAGRAPHS = 6;

    /**
     * Makes the parts. Links are holes until both parts are complete, so that none grows together with what stands beside it.
     *
     * <p>Plain text, and HTML that is a whole document, stay as they were written: without signature and footer.
     *
     * @param content a rendered content
     * @param subject of the mail
     * @param around what stands around it
     * @param links addresses for the holes that are no secrets, by field
     * @param note what is said before the content, or {@code null}
     * @throws org.portalemails.template.RenderingTooLargeException if a part would be too long
     */
    static MailBody of(
            RenderedText content,
            String subject,
            Surroundings around,
            Map<String, String> links,
            @Nullable String note) {
        MailBody open = of(content, subject, around, note, MailBody::preheader);
        return new MailBody(
                open.text.filled(links), open.html == null ? null : open.html.filled(links), open.showsSomething);
    }

    /**
     * As {@link #of(RenderedText, String, Surroundings, Map, String)}, with all holes.
     *
     * @param preheader made of what the text part says
     */
    static MailBody of(
            RenderedText content,
            String subject,
            Surroundings around,
            @Nullable String note,
            Function<RenderedText, String> preheader) {
        if (content.kind() != TextKind.HTML) {
            RenderedText text = content.withHolesApart();
            return new MailBody(noted(text, note), null, text.showsSomething());
        }
        RenderedText plain = content.plain();
        String marked =
                note == null ? "" : "<p class=\"note\"><strong>" + TextKind.HTML.escape(note) + "</strong></p>\n";
        if (HtmlDocument.isWhole(content) || !around.framed()) {
            RenderedText document = HtmlDocument.completed(content, around.language());
            return new MailBody(
                    noted(plain, note),
                    note == null ? document : HtmlDocument.withNote(document, marked),
                    plain.showsSomething());
        }
        List<RenderedText.Piece> pieces = new ArrayList<>(content.pieces().size() + 1);
        pieces.add(new RenderedText.Piece.Literal(marked));
        pieces.addAll(content.pieces());
        RenderedText whole = note == null ? content : RenderedText.of(TextKind.HTML, pieces);
        return new MailBody(
                around.below(noted(plain, note)),
                Surroundings.document(List.of(around.block(whole)), around, subject, preheader.apply(plain)),
                plain.showsSomething());
    }

    /**
     * A content in one of the languages of a mail.
     *
     * @param content a rendered content
     * @param around what stands around it
     * @param links addresses for the holes that are no secrets, by field
     */
    record Part(RenderedText content, Surroundings around, Map<String, String> links) {
        /** Whether it can stand beside another one. */
        boolean isBlock() {
            return content.kind() == TextKind.HTML && around.framed() && !HtmlDocument.isWhole(content);
        }

        private RenderedText text() {
            return around.below(content.plain()).filled(links);
        }

        private MailBlock block() {
            return around.block(content.filled(links));
        }
    }

    /**
     * Makes the parts of a mail in two languages: one text with a rule between, one document with two blocks.
     *
     * @param parts in order; each {@linkplain Part#isBlock a block}
     * @param subject of the mail
     * @throws org.portalemails.template.RenderingTooLargeException if a part would be too long
     */
    static MailBody together(List<Part> parts, String subject) {
        List<RenderedText> texts = new ArrayList<>();
        for (Part part : parts) {
            if (!texts.isEmpty()) {
                texts.add(RenderedText.literal(TextKind.PLAIN, RULE));
            }
            texts.add(part.text());
        }
        Part first = parts.get(0);
        return new MailBody(
                joined(texts),
                Surroundings.document(
                        parts.stream().map(Part::block).toList(),
                        first.around(),
                        subject,
                        preheader(first.content().plain())),
                true);
    }

    private static RenderedText noted(RenderedText text, @Nullable String note) {
        return note == null ? text : joined(List.of(RenderedText.literal(TextKind.PLAIN, note), text));
    }

    /** Plain texts, an empty line between them. */
    static RenderedText joined(List<RenderedText> texts) {
        List<RenderedText.Piece> pieces = new ArrayList<>();
        for (RenderedText text : texts) {
            if (!text.pieces().isEmpty()) {
                if (!pieces.isEmpty()) {
                    pieces.add(new RenderedText.Piece.Literal("\n\n"));
                }
                pieces.addAll(text.pieces());
            }
        }
        return RenderedText.of(TextKind.PLAIN, pieces);
    }

    /** All that a preheader depends on: what a text part says before its first hole. */
    static RenderedText lead(RenderedText plain) {
        return plain.pieces().isEmpty() || !(plain.pieces().get(0) instanceof RenderedText.Piece.Literal first)
                ? RenderedText.of(TextKind.PLAIN, List.of())
                : RenderedText.of(TextKind.PLAIN, List.of(first));
    }

    /** The first words behind the salutation, up to the first link. */
    static String preheader(RenderedText plain) {
        if (plain.pieces().isEmpty() || !(plain.pieces().get(0) instanceof RenderedText.Piece.Literal first)) {
            return "";
        }
        String text = first.text();
        StringBuilder words = new StringBuilder();
        int from = 0;
        for (int paragraph = 1; words.length() < LONGEST_PREHEADER && from <= text.length(); paragraph++) {
            int apart = paragraph < MOST_PARAGRAPHS ? text.indexOf("\n\n", from) : -1;
            int end = apart < 0 ? text.length() : apart;
            int scheme = text.indexOf("://", from);
            if (scheme >= 0 && scheme + 3 <= end) {
                break;
            }
            boolean salutation = words.length() == 0 && end > from && text.charAt(end - 1) == ',';
            if (!salutation) {
                words.append(words.length() > 0 ? " " : "").append(text, from, Math.min(end, from + 400));
            }
            from = end + 2;
        }
        String line = onOneLine(words);
        if (line.length() > LONGEST_PREHEADER) {
            int end = line.lastIndexOf(' ', LONGEST_PREHEADER);
            end = end > 0 ? end : line.offsetByCodePoints(0, LONGEST_PREHEADER / 2);
            line = line.substring(0, end) + "…";
        }
        return VisibleText.isIn(line) ? line : "";
    }

    /** Without blanks at its ends, and with single ones in between. */
    private static String onOneLine(StringBuilder words) {
        StringBuilder line = new StringBuilder(words.length());
        boolean blank = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            boolean isBlank = c == ' ' || c == '\n' || c == '\t';
            if (!isBlank) {
                if (blank) {
                    line.append(' ');
                }
                line.append(c);
            }
            blank = isBlank;
        }
        return line.toString().strip();
    }
}
