package org.portalemails.view;

import java.util.Locale;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.TextDrift;

/**
 * An own text whose shared text has changed since the own one was written.
 *
 * @param group whose text; empty for that of a company or the installation default
 * @param company whose text, if a company's; empty for that of a group or the installation default
 * @param mail the code of the mail; empty for a text that stands in every mail
 * @param property {@code signature} or {@code footer}; empty for the text of a mail
 * @param label what people call the mail, the signature or the footer
 * @param language the language of the own text
 * @param own the own text
 * @param shared the shared text as it is now
 * @param sharedLevel where the shared text comes from: {@code company}, {@code installation} or {@code built-in}
 * @param sharedLevelLabel what people call that level
 */
public record DriftView(
        String group,
        String company,
        String mail,
        String property,
        String label,
        String language,
        TextView own,
        TextView shared,
        String sharedLevel,
        String sharedLevelLabel) {
    /**
     * One text of {@code SettingsScreen.drift}.
     *
     * @param companies the host's: people call levels otherwise where there are several
     */
    public static DriftView of(SettingsOwner owner, TextDrift drift, CompanyDirectory companies, Locale reader) {
        String company = StoredSettingsView.company(owner);
        String group = StoredSettingsView.group(owner);
        String level = drift.sharedLevel().code();
        String levelLabel = Words.level(drift.sharedLevel(), companies, reader);
        String language = drift.language().toLanguageTag();
        if (drift instanceof TextDrift.OfMail mail) {
            return new DriftView(
                    group,
                    company,
                    mail.type().code(),
                    "",
                    Words.label("mail", mail.type().code(), reader),
                    language,
                    TextView.of(mail.own()),
                    TextView.of(mail.shared().text()),
                    level,
                    levelLabel);
        }
        TextDrift.OfBrand brand = (TextDrift.OfBrand) drift;
        return new DriftView(
                group,
                company,
                "",
                brand.what().code(),
                Words.label("property", brand.what().code(), reader),
                language,
                new TextView("", brand.own(), ""),
                new TextView("", brand.shared().value(), ""),
                level,
                levelLabel);
    }
}
