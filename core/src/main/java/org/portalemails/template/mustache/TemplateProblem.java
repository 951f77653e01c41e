package org.portalemails.template.mustache;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.portalemails.language.Messages;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;
import org.portalemails.template.TextKind;

/**
 * Something wrong in a text, at the place where it stands.
 *
 * @param code stable, for programs and translations, such as {@code template.section-not-closed}
 * @param severity whether the text is refused for it
 * @param position where
 * @param arguments what the message mentions by name, such as {@code field}; never a merge value. With {@code count} it stands
 *     for so many of the same kind and is at the place of the first
 */
public record TemplateProblem(String code, Severity severity, Position position, Map<String, String> arguments) {
    /** Copies the arguments. */
    public TemplateProblem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(position, "position");
        arguments = Map.copyOf(arguments);
    }

    static TemplateProblem error(String code, Position position) {
        return new TemplateProblem(code, Severity.ERROR, position, Map.of());
    }

    static TemplateProblem error(String code, Position position, String argument, String value) {
        return new TemplateProblem(code, Severity.ERROR, position, Map.of(argument, shorten(value)));
    }

    static TemplateProblem warning(String code, Position position, String argument, String value) {
        return new TemplateProblem(code, Severity.WARNING, position, Map.of(argument, shorten(value)));
    }

    /** The first of several that would say the same. */
    TemplateProblem times(int count) {
        Map<String, String> counted = new HashMap<>(arguments);
        counted.put("count", String.valueOf(count));
        return new TemplateProblem(code, severity, position, counted);
    }

    /** What an author typed, short enough for a message, on one line, and without blanks beside the quotation marks around it. */
    private static String shorten(String typed) {
        String line = TextKind.SUBJECT.escape(typed).replaceAll("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$", "");
        return line.length() <= 40 ? line : line.substring(0, line.offsetByCodePoints(0, 30)) + "…";
    }

    /**
     * Whether the text is refused for it.
     *
     * @return {@code true} for {@link Severity#ERROR}
     */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /**
     * The problem in words, without its position.
     *
     * @param locale the language wanted; French (also as in Canada) and English exist, English stands in for all others
     * @return one or two sentences
     */
    public String message(Locale locale) {
        Messages messages = Messages.in(locale);
        String message = messages.text(code, arguments);
        return arguments.containsKey("count") ? message + " " + messages.text("template.count", arguments) : message;
    }

    /** As {@code line:column code}, with the message in English. */
    @Override
    public String toString() {
        return position + " " + code + ": " + message(Locale.ENGLISH);
    }
}
