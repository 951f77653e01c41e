package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.portalemails.language.UnsafeCharacters;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Severity;
import org.portalemails.template.mustache.FieldUse;
import org.portalemails.template.mustache.Template;
import org.portalemails.template.mustache.TemplateReading;

/** Checks a text that stands in every mail: the language of merge fields, and that its fields are those of every mail. */
final class BrandRules {
    private BrandRules() {}

    static List<SettingsViolation> check(BrandText what, String typed, String path) {
        String text = MailText.unixLines(typed);
        if (!VisibleText.isIn(text)) {
            return List.of();
        }
        if (text.length() > what.maxLength()) {
            return List.of(error("text.too-long", path, Map.of("max", String.valueOf(what.maxLength()))));
        }
        if (what == BrandText.LOGO_TEXT) {
            boolean plain = UnsafeCharacters.first(text, false) < 0 && !text.contains("{{");
            return plain ? List.of() : List.of(error("brand.logo-text-refused", path, Map.of()));
        }
        TemplateReading reading = Template.read(text, ContentFormat.detect(text).kind());
        List<SettingsViolation> found = reading.problems().stream()
                .map(p -> new SettingsViolation(path, p.code(), p.severity(), p.position(), p.arguments()))
                .collect(Collectors.toCollection(ArrayList::new));
        List<String> known =
                FieldCatalogue.ofProfile().stream().map(MergeField::name).toList();
        for (FieldUse use : reading.uses()) {
            if (use.usage() != FieldUse.Usage.CURRENT && !known.contains(use.field())) {
                found.add(new SettingsViolation(
                        path,
                        "brand.field-of-one-mail",
                        Severity.ERROR,
                        use.position(),
                        Map.of("field", use.field(), "fields", String.join(", ", known))));
            }
        }
        found.addAll(DeadLinks.in(reading.links(), path));
        return found;
    }

    private static SettingsViolation error(String code, String path, Map<String, String> arguments) {
        return new SettingsViolation(path, code, Severity.ERROR, null, arguments);
    }
}
