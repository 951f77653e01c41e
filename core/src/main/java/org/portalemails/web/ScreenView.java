package org.portalemails.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.portalemails.view.DriftView;
import org.portalemails.view.ViolationView;

/**
 * The screen as it opens.
 *
 * @param group whose settings; empty for those of a company and for the installation default
 * @param company whose settings, if a company's; empty for those of a group and for the installation default
 * @param level {@code group}, {@code company} or {@code installation}
 * @param name what people call the group, or these settings of many groups
 * @param available whether there is a screen: the group uses the portal
 * @param version the saved version; 0 if nothing is saved
 * @param savedBy who saved it
 * @param savedAt when
 * @param editable whether the reader may change it
 * @param testAddress where a test goes unless another address is typed; possibly empty
 * @param user the reader, as the history names them
 * @param languages the languages of texts, by tag, with what people call them
 * @param sections in the order of the manual
 * @param values what is typed, by path: see {@link org.portalemails.settings.form.FormValues}
 * @param violations what should be looked at
 * @param drift texts whose shared text has changed: here, and in whatever inherits from here
 */
public record ScreenView(
        String group,
        String company,
        String level,
        String name,
        boolean available,
        long version,
        String savedBy,
        String savedAt,
        boolean editable,
        String testAddress,
        String user,
        Map<String, String> languages,
        List<SectionView> sections,
        Map<String, String> values,
        List<ViolationView> violations,
        List<DriftView> drift) {
    /** Copies the lists and maps. */
    public ScreenView {
        languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages));
        sections = List.copyOf(sections);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        violations = List.copyOf(violations);
        drift = List.copyOf(drift);
    }

    /** Whose, and the version. */
    @Override
    public String toString() {
        return "ScreenView[" + level + " " + group + company + ", version " + version + "]";
    }
}
