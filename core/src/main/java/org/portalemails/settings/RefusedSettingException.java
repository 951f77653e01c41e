package org.portalemails.settings;

import java.util.Locale;
import java.util.Map;
import org.portalemails.language.Messages;

/** A text is no value of a {@link Setting}. The message names the rule and does not repeat the text. */
public class RefusedSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, String> arguments;

    /**
     * Creates the exception.
     *
     * @param code the rule that the text breaks, as in {@link SettingsViolation#code()}
     */
    public RefusedSettingException(String code) {
        this(code, Map.of());
    }

    /**
     * Creates the exception.
     *
     * @param code the rule that the text breaks, as in {@link SettingsViolation#code()}
     * @param arguments what its message mentions; nothing of the text
     */
    public RefusedSettingException(String code, Map<String, String> arguments) {
        super(code + ": " + Messages.in(Locale.ENGLISH).text(code, arguments));
        this.code = code;
        this.arguments = Map.copyOf(arguments);
    }

    /** What the message mentions, as in {@link SettingsViolation#arguments()}. */
    public Map<String, String> arguments() {
        return arguments;
    }

    /**
     * The rule that the text breaks.
     *
     * @return as in {@link SettingsViolation#code()}
     */
    public String code() {
        return code;
    }
}
