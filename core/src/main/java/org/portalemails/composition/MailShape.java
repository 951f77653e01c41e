package org.portalemails.composition;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.TextKind;
import org.portalemails.template.html.HtmlToText;
import org.portalemails.template.mustache.PartedValues;
import org.portalemails.template.mustache.Template;

/**
 * The parts of a mail with blanks for its values, its subject and its preheader: made once, in the way of every mail ({@link MailBody#of}),
 * for all whose values {@linkplain PartedValues#decisions decide} the same.
 */
final class MailShape {
    /** Characters for private use, which escaping leaves as they are. */
    private static final String SUBJECT = "\udb80\udc00";

    private static final String PREHEADER = "\udb80\udc01";
    private static final char PRIVATE = SUBJECT.charAt(0);

    private final Stencil text;
    private final Stencil html;
    /** What the text part says before its first link; {@code null} if there is no preheader. */
    private final @Nullable Stencil lead;

    private final boolean showsSomething;

    private MailShape(Stencil text, Stencil html, @Nullable Stencil lead, boolean showsSomething) {
        this.text = text;
        this.html = html;
        this.lead = lead;
        this.showsSomething = showsSomething;
    }

    /**
     * Makes the shape of a content.
     *
     * @param template of HTML
     * @param values of one mail
     * @param around what stands around the content, with the standard layout
     * @return empty if a value could change what stands around it, or make a part too long
     */
    static Optional<MailShape> of(Template template, PartedValues values, Surroundings around) {
        try {
            RenderedText content = template.render(values);
            if (endsReference(content) || around.holds(PRIVATE) || holds(content, PRIVATE)) {
                return Optional.empty();
            }
            return of(content, values.texts().size(), around).filter(MailShape::isShort);
        } catch (RenderingTooLargeException e) {
            return Optional.empty();
        }
    }

    private static Optional<MailShape> of(RenderedText content, int next, Surroundings around) {
        MailBody pattern = MailBody.of(content, SUBJECT, around, null, plain -> PREHEADER);
        RenderedText html = Objects.requireNonNull(pattern.html(), "not HTML");
        if (holds(pattern.text(), HtmlToText.UNDECIDED)) {
            return Optional.empty();
        }
        boolean preheader = html.masked().contains(PREHEADER);
        return Optional.of(new MailShape(
                new Stencil(pattern.text(), next),
                new Stencil(html, next, SUBJECT, PREHEADER),
                preheader ? new Stencil(MailBody.lead(content.plain()), next) : null,
                pattern.showsSomething()));
    }

    private boolean isShort() {
        return Math.max(text.longest(), html.longest()) <= RenderedText.MAX_LENGTH / 2;
    }

    /** Whether a value would become the end of a reference that its author left without one, as in {@code &{{name}}}. */
    private static boolean endsReference(RenderedText content) {
        for (RenderedText.Piece piece : content.pieces()) {
            if (piece instanceof RenderedText.Piece.Literal literal) {
                String text = literal.text();
                for (int at = text.indexOf(HtmlToText.BLANK); at >= 0; at = text.indexOf(HtmlToText.BLANK, at + 1)) {
                    int from = at;
                    while (from > 0
                            && (text.charAt(from - 1) == '#' || Character.isLetterOrDigit(text.charAt(from - 1)))) {
                        from--;
                    }
                    if (from > 0 && text.charAt(from - 1) == '&') {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean holds(RenderedText text, char c) {
        return text.pieces().stream()
                .anyMatch(piece -> piece instanceof RenderedText.Piece.Literal literal
                        && literal.text().indexOf(c) >= 0);
    }

    /** How many characters are remembered. */
    int length() {
        return text.length() + html.length();
    }

    /**
     * Writes a mail.
     *
     * @param texts by the numbers of the blanks
     * @param subject of the mail
     * @param links addresses for the holes that are no secrets, by field
     * @return empty if the mail has no preheader, so that the place of it goes as well
     */
    Optional<MailBody> with(List<String> texts, String subject, Map<String, String> links) {
        int count = texts.size();
        String[] plain = new String[count];
        for (int i = 0; i < count; i++) {
            plain[i] = PartedValues.plain(texts.get(i));
        }
        String preheader = lead == null ? "" : MailBody.preheader(lead.with(plain, Map.of()));
        if (lead != null && preheader.isEmpty()) {
            return Optional.empty();
        }
        String[] escaped = new String[count + 2];
        for (int i = 0; i < count; i++) {
            escaped[i] = TextKind.HTML.escape(texts.get(i));
        }
        escaped[count] = TextKind.HTML.escape(subject);
        escaped[count + 1] = TextKind.HTML.escape(preheader);
        return Optional.of(new MailBody(text.with(plain, links), html.with(escaped, links), showsSomething));
    }
}
