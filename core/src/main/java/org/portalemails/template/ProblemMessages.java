package org.portalemails.template;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The words of {@link TemplateProblem}s, from {@code messages*.properties} in this package. */
final class ProblemMessages {
    private static final Locale FRENCH_CANADA = Locale.CANADA_FRENCH;

    private ProblemMessages() {}

    /**
     * A message with its arguments. Not a {@link java.text.MessageFormat}: the French apostrophe is its quotation mark.
     *
     * @return the code itself where there is no message for it
     */
    static String message(String code, Map<String, String> arguments, Locale locale) {
        String pattern;
        try {
            ResourceBundle messages = ResourceBundle.getBundle("org.portalemails.template.messages", supported(locale));
            pattern = messages.getString(code);
            if (arguments.containsKey("count")) {
                pattern += " " + messages.getString("template.count");
            }
        } catch (MissingResourceException e) {
            return code;
        }
        StringBuilder out = new StringBuilder(pattern.length() + 32);
        int from = 0;
        for (int open = pattern.indexOf('['); open >= 0; open = pattern.indexOf('[', from)) {
            int close = pattern.indexOf(']', open);
            if (close < 0) {
                break;
            }
            String name = pattern.substring(open + 1, close);
            out.append(pattern, from, open).append(arguments.getOrDefault(name, "…"));
            from = close + 1;
        }
        return out.append(pattern, from, pattern.length()).toString();
    }

    /**
     * One of the languages we have. Decided here, since a {@link ResourceBundle} falls back to the default locale of the
     * virtual machine before it falls back to English.
     */
    private static Locale supported(Locale locale) {
        if (!locale.getLanguage().equals("fr")) {
            return Locale.ENGLISH;
        }
        return locale.getCountry().equals("CA") ? FRENCH_CANADA : Locale.FRENCH;
    }
}
