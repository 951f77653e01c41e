package org.portalemails.settings;

import java.util.Locale;
import org.portalemails.language.Messages;

/** A text is no value of a {@link Setting}. The message names the rule and does not repeat the text. */
public class RefusedSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Creates the exception.
     *
     * @param code the rule that the text breaks, as in {@link SettingsViolation#code()}
     */
    public RefusedSettingException(String code) {
        super(code + ": " + Messages.in(Locale.ENGLISH).text(code));
        this.code = code;
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
