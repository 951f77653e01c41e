package org.portalemails.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;
import org.portalemails.template.html.HtmlToText;

/**
 * A rendered text in which secrets are still holes: everything else stands as it will be read.
 *
 * <p>Immutable. {@link #toString()} is {@link #masked()}.
 */
public final class RenderedText {
    /** The most characters of a rendered text. */
    public static final int MAX_LENGTH = 256 * 1024;

    /** The most characters of a rendered subject; a longer one ends with {@code …}. */
    public static final int MAX_SUBJECT_LENGTH = 255;

    /** What a reader sees in the place of a secret: in previews, test sends and history. */
    public static final String MASK = "••••••";

    /** What every program takes for the end of an address. */
    private static final char FIRST_FIELD = '\ue000';

    private static final int MAX_FIELDS = 0x1000;
    private static final String SEPARATORS = " \n\t";

    /** A stretch of finished text, or a hole for a secret. */
    public sealed interface Piece {
        /**
         * Finished text, already escaped for its kind.
         *
         * @param text not empty
         */
        record Literal(String text) implements Piece {}

        /**
         * A hole for the value of a secret field.
         *
         * @param field the name of the field
         */
        record Secret(String field) implements Piece {}
    }

    private final TextKind kind;
    private final List<Piece> pieces;

    private RenderedText(TextKind kind, List<Piece> pieces) {
        this.kind = kind;
        this.pieces = pieces;
    }

    /**
     * A text made of pieces; neighbouring literals are joined.
     *
     * @param kind what the text is
     * @param pieces in order
     * @return the text
     */
    public static RenderedText of(TextKind kind, List<? extends Piece> pieces) {
        List<Piece> joined = new ArrayList<>(pieces.size());
        List<String> run = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal literal) {
                run.add(literal.text());
            } else {
                endRun(run, joined);
                joined.add(piece);
            }
        }
        endRun(run, joined);
        return new RenderedText(Objects.requireNonNull(kind, "kind"), List.copyOf(joined));
    }

    /** Joining knows the size and the width of the result before it copies; a builder would copy again and again as it grows. */
    private static void endRun(List<String> run, List<Piece> joined) {
        String text = run.size() == 1 ? run.get(0) : String.join("", run);
        if (!text.isEmpty()) {
            joined.add(new Piece.Literal(text));
        }
        run.clear();
    }

    /**
     * A text without secrets.
     *
     * @param kind what the text is
     * @param text finished text, already escaped for its kind
     * @return the text
     */
    public static RenderedText literal(TextKind kind, String text) {
        return new RenderedText(kind, text.isEmpty() ? List.of() : List.of(new Piece.Literal(text)));
    }

    /**
     * What the text is.
     *
     * @return its kind
     */
    public TextKind kind() {
        return kind;
    }

    /**
     * The pieces in order.
     *
     * @return unmodifiable
     */
    public List<Piece> pieces() {
        return pieces;
    }

    /**
     * What an HTML text shows, as plain text.
     *
     * @return a text of kind {@link TextKind#PLAIN} with holes for the same secrets, wherever the HTML shows them
     * @throws IllegalStateException if this is not of kind {@link TextKind#HTML}
     * @throws RenderingTooLargeException if the text would be longer than {@link #MAX_LENGTH}
     */
    public RenderedText plain() {
        return plain(HtmlToText::convert);
    }

    /**
     * What an HTML text shows where no images are loaded: as {@link #plain}, without the links that show only images whose alternative
     * text says nothing.
     *
     * @return a text of kind {@link TextKind#PLAIN} with holes for those secrets that every reader gets to see
     * @throws IllegalStateException if this is not of kind {@link TextKind#HTML}
     * @throws RenderingTooLargeException if the text would be longer than {@link #MAX_LENGTH}
     */
    public RenderedText plainWithoutImages() {
        return plain(HtmlToText::convertWithoutImages);
    }

    private RenderedText plain(BiFunction<String, Integer, Optional<String>> conversion) {
        if (kind != TextKind.HTML) {
            throw new IllegalStateException("not HTML: " + kind);
        }
        return through(
                TextKind.PLAIN,
                source -> conversion.apply(source, MAX_LENGTH).orElseThrow(RenderingTooLargeException::new));
    }

    /**
     * An HTML text with other markup around what it says: how a layout gives its elements their looks.
     *
     * @param rewriting gets the whole text, in which each hole is {@code U+FFFF} and the character behind it. It keeps these two
     *     together; it may leave a hole out or repeat it, in a text and in a value between quotation marks
     * @return a text of kind {@link TextKind#HTML} with the holes that the result has
     * @throws IllegalStateException if this is not of kind {@link TextKind#HTML}
     * @throws RenderingTooLargeException if the result is longer than {@link #MAX_LENGTH}
     */
    public RenderedText rewritten(UnaryOperator<String> rewriting) {
        if (kind != TextKind.HTML) {
            throw new IllegalStateException("not HTML: " + kind);
        }
        return through(TextKind.HTML, source -> {
            String html = rewriting.apply(source);
            if (html.length() > MAX_LENGTH) {
                throw new RenderingTooLargeException();
            }
            return html;
        });
    }

    private RenderedText through(TextKind to, UnaryOperator<String> conversion) {
        List<String> fields = List.copyOf(secretFields());
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalStateException("more than " + MAX_FIELDS + " secrets");
        }
        Map<String, Character> letters = new HashMap<>();
        fields.forEach(field -> letters.put(field, (char) (FIRST_FIELD + letters.size())));
        StringBuilder source = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Secret secret) {
                source.append(HtmlToText.HOLE).append(letters.get(secret.field()));
            } else if (piece instanceof Piece.Literal literal) {
                source.append(literal.text().replace(HtmlToText.HOLE, '\ufffd'));
            }
        }
        String text = conversion.apply(source.toString());
        List<Piece> converted = new ArrayList<>();
        int from = 0;
        for (int hole = text.indexOf(HtmlToText.HOLE); hole >= 0; hole = text.indexOf(HtmlToText.HOLE, from)) {
            converted.add(new Piece.Literal(text.substring(from, hole)));
            converted.add(new Piece.Secret(fields.get(text.charAt(hole + 1) - FIRST_FIELD)));
            from = hole + 2;
        }
        converted.add(new Piece.Literal(text.substring(from)));
        return of(to, converted);
    }

    /**
     * Whether a reader sees something: of HTML, what its text part would show.
     *
     * @return {@code false} for a text that is as good as empty
     * @throws RenderingTooLargeException if it is HTML whose text part would be too long
     */
    public boolean showsSomething() {
        if (kind == TextKind.HTML) {
            return plain().showsSomething();
        }
        for (Piece piece : pieces) {
            if (!(piece instanceof Piece.Literal literal) || VisibleText.isIn(literal.text())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The text with some of its holes filled.
     *
     * @param known the values by field, escaped here for the kind of this text; other holes stay
     * @return this, if there is nothing to fill
     */
    public RenderedText filled(Map<String, String> known) {
        if (known.isEmpty()) {
            return this;
        }
        List<Piece> filled = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            String value = piece instanceof Piece.Secret secret ? known.get(secret.field()) : null;
            filled.add(value == null ? piece : new Piece.Literal(kind.escape(value)));
        }
        return of(kind, filled);
    }

    /**
     * Plain text in which an address that fills a hole cannot grow together with the words beside it: every hole stands between
     * blanks or line ends.
     *
     * @return this text, with blanks where they were missing; this, if it is HTML
     */
    public RenderedText withHolesApart() {
        if (kind == TextKind.HTML || pieces.size() < 2) {
            return this;
        }
        List<Piece> apart = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof Piece.Literal literal) {
                String text = literal.text();
                String before = i > 0 && SEPARATORS.indexOf(text.charAt(0)) < 0 ? " " : "";
                char last = text.charAt(text.length() - 1);
                String after = i + 1 < pieces.size() && SEPARATORS.indexOf(last) < 0 ? " " : "";
                apart.add(new Piece.Literal(before + text + after));
            } else {
                if (i > 0 && pieces.get(i - 1) instanceof Piece.Secret) {
                    apart.add(new Piece.Literal(" "));
                }
                apart.add(pieces.get(i));
            }
        }
        return of(kind, apart);
    }

    /**
     * The secret fields that have a hole here.
     *
     * @return in order of first appearance; empty if the text is complete
     */
    public Set<String> secretFields() {
        Set<String> fields = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Secret secret) {
                fields.add(secret.field());
            }
        }
        return fields;
    }

    /**
     * Fills the holes. The result must not be stored or logged.
     *
     * @param secrets gives the clear value of a secret field; it is escaped for the kind of this text
     * @return the complete text; a subject longer than {@value #MAX_SUBJECT_LENGTH} characters ends with {@code …}
     */
    public String reveal(UnaryOperator<String> secrets) {
        String revealed = join(secrets);
        return kind == TextKind.SUBJECT ? shortened(revealed) : revealed;
    }

    private String join(UnaryOperator<String> secrets) {
        if (pieces.isEmpty()) {
            return "";
        }
        if (pieces.size() == 1 && pieces.get(0) instanceof Piece.Literal only) {
            return only.text();
        }
        String[] parts = new String[pieces.size()];
        for (int i = 0; i < parts.length; i++) {
            Piece piece = pieces.get(i);
            if (piece instanceof Piece.Literal literal) {
                parts[i] = literal.text();
            } else {
                parts[i] = kind.escape(secrets.apply(((Piece.Secret) piece).field()));
            }
        }
        return String.join("", parts);
    }

    private static String shortened(String subject) {
        if (subject.length() <= MAX_SUBJECT_LENGTH) {
            return subject;
        }
        int end = MAX_SUBJECT_LENGTH - 1;
        if (Character.isHighSurrogate(subject.charAt(end - 1))) {
            end--;
        }
        return subject.substring(0, end) + "…";
    }

    /**
     * The text with {@link #MASK} in the place of every secret.
     *
     * @return safe to show
     */
    public String masked() {
        return reveal(field -> MASK);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RenderedText that && kind == that.kind && pieces.equals(that.pieces);
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + pieces.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
