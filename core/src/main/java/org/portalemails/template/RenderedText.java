package org.portalemails.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A rendered text in which secrets are still holes: everything else stands as it will be read.
 *
 * <p>Immutable. {@link #toString()} is {@link #masked()}.
 */
public final class RenderedText {
    /** What a reader sees in the place of a secret: in previews, test sends and history. */
    public static final String MASK = "••••••";

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
        StringBuilder run = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal literal) {
                run.append(literal.text());
            } else {
                if (run.length() > 0) {
                    joined.add(new Piece.Literal(run.toString()));
                    run.setLength(0);
                }
                joined.add(piece);
            }
        }
        if (run.length() > 0) {
            joined.add(new Piece.Literal(run.toString()));
        }
        return new RenderedText(Objects.requireNonNull(kind, "kind"), List.copyOf(joined));
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
     * @return the complete text
     */
    public String reveal(UnaryOperator<String> secrets) {
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
                parts[i] = ValueEscape.escape(kind, secrets.apply(((Piece.Secret) piece).field()));
            }
        }
        return String.join("", parts);
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
