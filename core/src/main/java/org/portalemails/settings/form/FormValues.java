package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;

/**
 * A form as text by path, for pages that keep what is typed in one map: {@code sendFrom}, {@code resetPassword.translations[fr-CA].content},
 * {@code brand[fr-CA].signature}. The paths are those of {@link org.portalemails.settings.SettingsViolation}, except that a text in the
 * language of the form stands among its translations too: so the language can be chosen anew without moving texts.
 */
public final class FormValues {
    private static final Pattern OF_MAIL = Pattern.compile("(\\w+)\\.translations\\[([\\w-]{1,35})]\\.(\\w+)");
    private static final Pattern OF_BRAND = Pattern.compile("brand\\[([\\w-]{1,35})]\\.(\\w+)");

    private FormValues() {}

    /**
     * A field that two people changed, each to something else.
     *
     * @param path the field
     * @param theirs what the other one saved
     * @param mine what was typed
     */
    public record Conflict(String path, String theirs, String mine) {}

    /**
     * What became of values that were typed on top of an older version.
     *
     * @param values what was typed, with what only the other person changed
     * @param taken the paths that only the other person changed
     * @param conflicts the fields that both changed: {@code values} has what was typed
     */
    public record Merge(Map<String, String> values, List<String> taken, List<Conflict> conflicts) {}

    /**
     * What a form holds.
     *
     * @param form any form; it is not changed
     * @return by path, in the order of the screen; with line feeds only
     */
    public static Map<String, String> of(SettingsForm form) {
        Map<String, String> values = new LinkedHashMap<>();
        Setting.all().forEach(setting -> values.put(setting.name(), form.value(setting)));
        for (NotificationType type : NotificationType.onScreen()) {
            SectionForm section = form.section(type);
            Map<String, TextForm> texts = new LinkedHashMap<>(section.getTranslations());
            if (!section.isBlank()) {
                texts.put(form.getLanguage(), section);
            }
            texts.forEach((tag, text) -> {
                values.put(path(type, tag, "subject"), text.getSubject());
                values.put(path(type, tag, "content"), withLineFeeds(text.getContent()));
                values.put(path(type, tag, "format"), text.getFormat());
            });
        }
        form.getBrand().forEach((tag, texts) -> {
            values.put("brand[" + tag + "].logoText", texts.getLogoText());
            values.put("brand[" + tag + "].signature", withLineFeeds(texts.getSignature()));
            values.put("brand[" + tag + "].footer", withLineFeeds(texts.getFooter()));
        });
        return values;
    }

    /**
     * The path of a part of a text.
     *
     * @param type the mail
     * @param tag the language tag
     * @param part {@code subject}, {@code content} or {@code format}
     */
    public static String path(NotificationType type, String tag, String part) {
        return SettingsForm.property(type) + ".translations[" + tag + "]." + part;
    }

    /**
     * A form that holds values.
     *
     * @param values by path
     * @return a form, bound to nothing
     * @throws IllegalArgumentException if there is no such path; names it if it is short
     */
    public static SettingsForm form(Map<String, String> values) {
        SettingsForm form = new SettingsForm();
        values.forEach((path, value) -> type(form, path, value));
        return form;
    }

    private static void type(SettingsForm form, String path, String value) {
        for (Setting<?> setting : Setting.all()) {
            if (setting.name().equals(path)) {
                form.setValue(setting, value);
                return;
            }
        }
        Matcher mail = OF_MAIL.matcher(path);
        if (mail.matches()) {
            for (NotificationType type : NotificationType.onScreen()) {
                if (SettingsForm.property(type).equals(mail.group(1))) {
                    type(form.section(type).translation(mail.group(2)), mail.group(3), path, value);
                    return;
                }
            }
        }
        Matcher brand = OF_BRAND.matcher(path);
        if (!brand.matches()) {
            throw unknown(path);
        }
        BrandForm texts = form.brand(brand.group(1));
        switch (brand.group(2)) {
            case "logoText" -> texts.setLogoText(value);
            case "signature" -> texts.setSignature(value);
            case "footer" -> texts.setFooter(value);
            default -> throw unknown(path);
        }
    }

    private static void type(TextForm text, String part, String path, String value) {
        switch (part) {
            case "subject" -> text.setSubject(value);
            case "content" -> text.setContent(value);
            case "format" -> text.setFormat(value);
            default -> throw unknown(path);
        }
    }

    private static IllegalArgumentException unknown(String path) {
        return new IllegalArgumentException(
                "no field of the form" + (path.length() > 100 ? "" : ": " + path.replaceAll("[^\\w.\\[\\]-]", "?")));
    }

    /**
     * Brings what somebody else saved into what was typed meanwhile. Where only the other one changed a field, their value is taken;
     * where both did, what was typed stays and is told. Nothing typed is lost.
     *
     * @param base the settings on which the typing began
     * @param newest the settings as they are saved now
     * @param typed by path
     */
    public static Merge merge(PortalEmailSettings base, PortalEmailSettings newest, Map<String, String> typed) {
        Map<String, String> before = of(SettingsForm.of(base));
        Map<String, String> theirs = of(SettingsForm.of(newest));
        Map<String, String> merged = new LinkedHashMap<>(typed);
        List<String> taken = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        Set<String> paths = new LinkedHashSet<>(theirs.keySet());
        paths.addAll(before.keySet());
        for (String path : paths) {
            String old = before.getOrDefault(path, "");
            String their = theirs.getOrDefault(path, "");
            String mine = withLineFeeds(typed.getOrDefault(path, ""));
            if (their.equals(old) || their.equals(mine)) {
                continue;
            }
            if (mine.equals(old)) {
                merged.put(path, their);
                taken.add(path);
            } else {
                conflicts.add(new Conflict(path, their, mine));
            }
        }
        return new Merge(merged, List.copyOf(taken), List.copyOf(conflicts));
    }

    private static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n");
    }

    /** The language tag in a path. */
    public static String language(String path) {
        int open = path.indexOf('[');
        int close = path.indexOf(']');
        return open < 0 || close < open
                ? ""
                : Locale.forLanguageTag(path.substring(open + 1, close)).toLanguageTag();
    }
}
