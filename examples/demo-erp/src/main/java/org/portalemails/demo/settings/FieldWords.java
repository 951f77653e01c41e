package org.portalemails.demo.settings;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.form.SettingsForm;

/** Keys of the words for a property path, and names of languages. */
public final class FieldWords {
    private static final Pattern TEXT = Pattern.compile("(\\w+)\\.translations\\[([^\\]]+)\\]\\.(\\w+)");

    private static final Pattern BRAND = Pattern.compile("brand\\[([^\\]]+)\\](?:\\.(\\w+))?");

    private static final Set<String> LOOK =
            Set.of("layout", "accentColour", "logo", "darkLogo", "mailLanguages", "secondLanguage");

    FieldWords() {}

    /** The key of the label of a field. */
    public String label(String path) {
        Matcher brand = BRAND.matcher(path);
        if (brand.matches()) {
            return brand.group(2) == null ? "section.appearance" : "label." + brand.group(2);
        }
        Matcher text = TEXT.matcher(path);
        return text.matches() ? "label." + text.group(1) + "." + text.group(3) : "label." + path;
    }

    /** The key of the heading of the section of a field; the first section for all fields outside texts. */
    public String section(String path) {
        if (LOOK.contains(path) || path.startsWith("brand[")) {
            return "section.appearance";
        }
        Matcher text = TEXT.matcher(path);
        if (!text.matches()) {
            return "section.addresses";
        }
        for (NotificationType type : NotificationType.onScreen()) {
            if (SettingsForm.property(type).equals(text.group(1))) {
                return "mail." + type.code();
            }
        }
        return "section.addresses";
    }

    /** The language tag in a path, or nothing. */
    public String language(String path) {
        Matcher brand = BRAND.matcher(path);
        if (brand.matches()) {
            return brand.group(1);
        }
        Matcher text = TEXT.matcher(path);
        return text.matches() ? text.group(2) : "";
    }

    /** A language in the words of a reader. */
    public String languageName(String tag, Locale reader) {
        String name = Locale.forLanguageTag(tag).getDisplayName(reader);
        return name.isEmpty() ? tag : name.substring(0, 1).toUpperCase(reader) + name.substring(1);
    }
}
