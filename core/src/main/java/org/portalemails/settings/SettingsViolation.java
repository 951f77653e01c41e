package org.portalemails.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.Messages;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.template.Position;
import org.portalemails.template.Severity;
import org.portalemails.template.mustache.TemplateProblem;

/**
 * Something wrong in what a person typed, at the place where it stands. Errors keep it from being saved, warnings do not.
 *
 * @param path the property of {@link SettingsForm}, such as {@code resetPassword.translations[fr-CA].content}
 * @param code stable, for programs and translations, such as {@code settings.half-text}
 * @param severity whether it keeps the settings from being saved
 * @param position where in a text, or {@code null} if it concerns the value as a whole
 * @param arguments what the message mentions, by name; never an address or a text. What people call a field stands under {@code label.}
 *     and the language, such as {@code label.fr-CA}
 */
public record SettingsViolation(
        String path, String code, Severity severity, @Nullable Position position, Map<String, String> arguments) {
    /** Copies the arguments. */
    public SettingsViolation {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        arguments = Map.copyOf(arguments);
    }

    /**
     * Whether it keeps the settings from being saved.
     *
     * @return {@code true} for {@link Severity#ERROR}
     */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /**
     * What is wrong, in words, with line and column in front if it stands in a text.
     *
     * @param reader the language wanted; English, French and Canadian French exist, English stands in for all others
     * @return one or two sentences
     */
    public String message(Locale reader) {
        Messages messages = Messages.in(reader);
        String message = position != null && code.startsWith("template.")
                ? new TemplateProblem(code, severity, position, arguments).message(reader)
                : messages.text(code, arguments);
        return position == null
                ? message
                : messages.text(
                                "position",
                                Map.of(
                                        "line",
                                        String.valueOf(position.line()),
                                        "column",
                                        String.valueOf(position.column())))
                        + " " + message;
    }

    /** Path, place and code. */
    @Override
    public String toString() {
        return path + (position == null ? "" : ":" + position) + " " + code;
    }
}
