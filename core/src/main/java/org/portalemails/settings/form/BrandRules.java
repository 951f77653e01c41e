package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.portalemails.language.UnsafeCharacters;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.settings.BrandText;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.Severity;
import org.portalemails.template.TextKind;
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
        TextKind kind = ContentFormat.detect(text).kind();
        TemplateReading reading = Template.read(text, kind);
        List<SettingsViolation> found = reading.problems().stream()
                .map(p -> new SettingsViolation(path, p.code(), p.severity(), p.position(), p.arguments()))
                .collect(Collectors.toCollection(ArrayList::new));
        Map<String, MergeField> known = new LinkedHashMap<>();
        FieldCatalogue.ofProfile().forEach(field -> known.put(field.name(), field));
        GluedLinks glued = new GluedLinks(text);
        for (FieldUse use : reading.uses()) {
            MergeField field = known.get(use.field());
            if (field != null) {
                TextRules.place(field, use, glued, path, found);
            } else if (use.usage() != FieldUse.Usage.CURRENT) {
                found.add(new SettingsViolation(
                        path,
                        "brand.field-of-one-mail",
                        Severity.ERROR,
                        use.position(),
                        Map.of("field", use.field(), "fields", String.join(", ", known.keySet()))));
            }
        }
        found.addAll(DeadLinks.in(reading.links(), path));
        if (kind == TextKind.HTML) {
            PageElements.in(text, path).ifPresent(found::add);
            found.addAll(HardToRead.in(text, path));
        }
        if (found.stream().noneMatch(SettingsViolation::isError)) {
            composed(text, known, path, found);
        }
        return found;
    }

    /** What is saved can be written: in the form in which it is, with as many values as it may get. */
    private static void composed(
            String text, Map<String, MergeField> known, String path, List<SettingsViolation> found) {
        TemplateReading reading = Template.read(BrandText.html(text), TextKind.HTML);
        Optional<Template> template = reading.template();
        if (template.isEmpty()) {
            reading.problems().stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .forEach(problem -> found.add(error(problem.code(), path, problem.arguments())));
            return;
        }
        TrialValues trial = new TrialValues(known.values());
        try {
            template.get().render(trial.values(false));
            template.get().render(trial.values(true));
        } catch (RenderingTooLargeException e) {
            found.add(error("text.too-long-with-values", path, Map.of("max", String.valueOf(RenderedText.MAX_LENGTH))));
        }
    }

    private static SettingsViolation error(String code, String path, Map<String, String> arguments) {
        return new SettingsViolation(path, code, Severity.ERROR, null, arguments);
    }
}
