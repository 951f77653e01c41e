package org.portalemails.view;

import java.util.Locale;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.settings.EffectiveSettings;
import org.portalemails.settings.Setting;

/**
 * A value that applies, and the level it comes from.
 *
 * @param name its name, as in the form and the settings file, such as {@code sendFrom}
 * @param label what people call it
 * @param value as it is typed into the form: {@code true} or {@code false} for a switch; empty if no level has it
 * @param level where it comes from: {@code group}, {@code company}, {@code installation} or {@code built-in}; empty if no level has it
 * @param levelLabel what people call the level
 */
public record SettingView(String name, String label, String value, String level, String levelLabel) {
    /** One value of effective settings. */
    public static <T> SettingView of(
            EffectiveSettings settings, Setting<T> setting, CompanyDirectory companies, Locale reader) {
        String label = setting.label(reader);
        return settings.get(setting)
                .map(found -> new SettingView(
                        setting.name(),
                        label,
                        setting.write(found.value()),
                        found.level().code(),
                        Words.level(found.level(), companies, reader)))
                .orElseGet(() -> new SettingView(setting.name(), label, "", "", ""));
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "SettingView[" + name + ", " + level + "]";
    }
}
