package org.portalemails.demo.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.form.SettingsForm;
import org.springframework.beans.BeanWrapperImpl;

/** A form as values by property path, for comparing three versions of it. */
final class FormValues {
    private FormValues() {}

    /** Values of a laid-out form. */
    static Map<String, String> of(SettingsForm form) {
        Map<String, String> values = new LinkedHashMap<>();
        Setting.all().forEach(setting -> values.put(setting.name(), form.value(setting)));
        form.getBrand().forEach((tag, texts) -> {
            String path = "brand[" + tag + "].";
            values.put(path + "logoText", texts.getLogoText());
            values.put(path + "signature", texts.getSignature().replace("\r\n", "\n"));
            values.put(path + "footer", texts.getFooter().replace("\r\n", "\n"));
        });
        for (NotificationType type : NotificationType.onScreen()) {
            form.section(type).getTranslations().forEach((tag, text) -> {
                String path = SettingsForm.property(type) + ".translations[" + tag + "].";
                values.put(path + "subject", text.getSubject());
                values.put(path + "content", text.getContent().replace("\r\n", "\n"));
                values.put(path + "format", text.getFormat());
            });
        }
        return values;
    }

    static Map<String, String> of(PortalEmailSettings settings) {
        return of(TextTabs.laidOut(SettingsForm.of(settings)));
    }

    /** A field that two people changed differently. */
    record Conflict(String path, String theirs, String mine) {}

    /** What became of a form that was typed on top of an older version. */
    record Merge(List<String> taken, List<Conflict> conflicts) {}

    /**
     * Brings what somebody else saved into a form that was typed meanwhile. Where only the other one changed a field, their
     * value is taken; where both did, what was typed stays and the conflict is listed. Nothing typed is lost.
     */
    static Merge merge(PortalEmailSettings base, PortalEmailSettings newest, SettingsForm typed) {
        Map<String, String> before = of(base);
        Map<String, String> theirs = of(newest);
        Map<String, String> mine = of(typed);
        BeanWrapperImpl bean = new BeanWrapperImpl(typed);
        bean.setAutoGrowNestedPaths(true);
        List<String> taken = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        theirs.forEach((path, their) -> {
            String old = before.getOrDefault(path, "");
            String my = mine.getOrDefault(path, "");
            if (their.equals(old) || their.equals(my)) {
                return;
            }
            boolean silent = path.endsWith(".format") && my.isEmpty();
            if (my.equals(old) || silent) {
                bean.setPropertyValue(path, their);
                taken.add(path);
            } else {
                conflicts.add(new Conflict(path, their, my));
            }
        });
        return new Merge(taken, conflicts);
    }
}
