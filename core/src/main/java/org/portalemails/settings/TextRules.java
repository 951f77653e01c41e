package org.portalemails.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portalemails.settings.MergeField.Flag;
import org.portalemails.template.FieldUse;
import org.portalemails.template.FieldUse.Place;
import org.portalemails.template.MergeValues;
import org.portalemails.template.NearMiss;
import org.portalemails.template.Position;
import org.portalemails.template.RenderedText;
import org.portalemails.template.Severity;
import org.portalemails.template.Template;
import org.portalemails.template.TemplateProblem;
import org.portalemails.template.TemplateReading;
import org.portalemails.template.TextKind;

/** Checks one text of one mail: the language of merge fields, then what the catalogue says about the fields in it. */
final class TextRules {
    /** Subjects longer than this are cut by most readers' lists, and by none at a merge field. */
    static final int MAX_SUBJECT = 255;

    static final int MAX_CONTENT = Template.MAX_SOURCE_LENGTH;

    private static final int MAX_SUGGESTIONS = 5;

    private final FieldCatalogue catalogue;

    TextRules(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Checks a text whose halves are both there.
     *
     * @param subjectPath the path of its subject
     * @param contentPath the path of its content
     * @param switchedOn whether the switch of the mail is on
     * @return in order: subject, content, each by position
     */
    List<SettingsViolation> check(
            NotificationType type,
            String subject,
            String content,
            ContentFormat format,
            String subjectPath,
            String contentPath,
            boolean switchedOn) {
        Pass pass = new Pass(type);
        pass.subject(subject, subjectPath);
        pass.content(content, format == ContentFormat.HTML ? TextKind.HTML : TextKind.PLAIN, contentPath, switchedOn);
        return pass.violations;
    }

    private final class Pass {
        private final NotificationType type;
        private final List<SettingsViolation> violations = new ArrayList<>();

        Pass(NotificationType type) {
            this.type = type;
        }

        void subject(String subject, String path) {
            if (subject.length() > MAX_SUBJECT) {
                tooLong(path, MAX_SUBJECT);
                return;
            }
            TemplateReading reading = Template.read(subject, TextKind.SUBJECT);
            List<SettingsViolation> found = problems(reading, path);
            for (FieldUse use : reading.uses()) {
                Optional<MergeField> field = known(use, path, found);
                if (field.isPresent() && field.get().is(Flag.SECRET)) {
                    found.add(error("text.secret-in-subject", path, use.position(), Map.of("field", use.field())));
                }
            }
            boolean sound = found.stream().noneMatch(SettingsViolation::isError);
            if (sound && reading.template().isPresent()) {
                withoutOptionalValues(reading.template().get(), path, "text.subject-may-be-blank", found);
            }
            addInOrder(found);
        }

        void content(String content, TextKind kind, String path, boolean switchedOn) {
            if (content.length() > MAX_CONTENT) {
                tooLong(path, MAX_CONTENT);
                return;
            }
            TemplateReading reading = Template.read(content, kind);
            List<SettingsViolation> found = problems(reading, path);
            for (FieldUse use : reading.uses()) {
                known(use, path, found).ifPresent(field -> place(field, use, path, found));
            }
            boolean sound = found.stream().noneMatch(SettingsViolation::isError);
            if (sound && reading.template().isPresent()) {
                required(shownInEveryCase(reading.template().get()), path, switchedOn, found);
                withoutOptionalValues(reading.template().get(), path, "text.content-may-be-blank", found);
            } else {
                Set<String> shown = reading.uses().stream()
                        .filter(use -> use.usage().showsValue())
                        .map(FieldUse::field)
                        .collect(Collectors.toSet());
                required(shown, path, switchedOn, found);
            }
            addInOrder(found);
        }

        /** Those without a position, which concern the whole text, come last. */
        private void addInOrder(List<SettingsViolation> found) {
            found.sort(Comparator.comparing(
                    SettingsViolation::position, Comparator.nullsLast(Comparator.<Position>naturalOrder())));
            violations.addAll(found);
        }

        private void tooLong(String path, int max) {
            violations.add(error("text.too-long", path, null, Map.of("max", String.valueOf(max))));
        }

        private List<SettingsViolation> problems(TemplateReading reading, String path) {
            List<SettingsViolation> found = new ArrayList<>();
            List<TemplateProblem> problems = new ArrayList<>(reading.problems());
            problems.addAll(reading.nestedLists(name -> catalogue
                    .field(type, name)
                    .filter(field -> field.is(Flag.LIST))
                    .isPresent()));
            for (TemplateProblem problem : problems) {
                found.add(new SettingsViolation(
                        path, problem.code(), problem.severity(), problem.position(), problem.arguments()));
            }
            return found;
        }

        private Optional<MergeField> known(FieldUse use, String path, List<SettingsViolation> found) {
            Optional<MergeField> field = catalogue.field(type, use.field());
            if (field.isEmpty() && use.usage() != FieldUse.Usage.CURRENT) {
                Set<NotificationType> others = catalogue.mailsWith(use.field());
                if (!others.isEmpty()) {
                    String mails = others.stream().map(NotificationType::code).collect(Collectors.joining(","));
                    found.add(error(
                            "text.field-of-another-mail",
                            path,
                            use.position(),
                            Map.of("field", use.field(), "mails", mails)));
                } else {
                    found.add(unknown(use, path));
                }
            }
            return field;
        }

        private SettingsViolation unknown(FieldUse use, String path) {
            List<String> names =
                    catalogue.fields(type).stream().map(MergeField::name).toList();
            List<String> nearest = NearMiss.of(use.field(), names).stream()
                    .limit(MAX_SUGGESTIONS)
                    .toList();
            if (nearest.isEmpty()) {
                return error("text.unknown-field", path, use.position(), Map.of("field", use.field()));
            }
            String suggestions =
                    nearest.stream().map(name -> "{{" + name + "}}").collect(Collectors.joining(", "));
            return error(
                    "text.unknown-field-did-you-mean",
                    path,
                    use.position(),
                    Map.of("field", use.field(), "suggestions", suggestions));
        }

        private void place(MergeField field, FieldUse use, String path, List<SettingsViolation> found) {
            if (!use.usage().showsValue()) {
                return;
            }
            boolean inLink = use.place() == Place.WHOLE_LINK;
            if (inLink && !field.is(Flag.LINK)) {
                found.add(error("text.not-a-link", path, use.position(), Map.of("field", use.field())));
            } else if (!inLink && use.place() != Place.TEXT && field.is(Flag.LINK)) {
                found.add(error("text.link-only-whole", path, use.position(), Map.of("field", use.field())));
            }
        }

        private void required(Set<String> shown, String path, boolean switchedOn, List<SettingsViolation> found) {
            List<String> alternatives = new ArrayList<>();
            for (MergeField field : catalogue.fields(type)) {
                boolean required =
                        field.is(Flag.REQUIRED_IN_CONTENT) || field.is(Flag.REQUIRED_WHILE_SWITCHED_ON) && switchedOn;
                if (required && !shown.contains(field.name())) {
                    found.add(error("text.field-missing", path, null, Map.of("field", field.name())));
                }
                if (field.is(Flag.EXPECTED_IN_CONTENT) && !shown.contains(field.name())) {
                    found.add(new SettingsViolation(
                            path, "text.field-expected", Severity.WARNING, null, Map.of("field", field.name())));
                }
                if (field.is(Flag.ONE_REQUIRED_IN_CONTENT)) {
                    alternatives.add(field.name());
                }
            }
            if (!alternatives.isEmpty() && alternatives.stream().noneMatch(shown::contains)) {
                String fields =
                        alternatives.stream().map(name -> "{{" + name + "}}").collect(Collectors.joining(", "));
                found.add(error("text.one-field-missing", path, null, Map.of("fields", fields)));
            }
        }

        /**
         * The fields whose value is read both where every field has a value and where only those have one that always
         * do, so that a required field hidden in a section of another one does not count.
         */
        private Set<String> shownInEveryCase(Template template) {
            Set<String> shown = new HashSet<>(shownIn(template, true));
            shown.retainAll(shownIn(template, false));
            return shown;
        }

        private Set<String> shownIn(Template template, boolean everything) {
            MergeValues.Builder values = MergeValues.builder();
            for (MergeField field : catalogue.fields(type)) {
                if (everything || !field.is(Flag.MAY_BE_ABSENT) || mustStand(field)) {
                    values.secret(field.name());
                }
            }
            return template.render(values.build()).secretFields();
        }

        private boolean mustStand(MergeField field) {
            return field.is(Flag.REQUIRED_IN_CONTENT)
                    || field.is(Flag.REQUIRED_WHILE_SWITCHED_ON)
                    || field.is(Flag.ONE_REQUIRED_IN_CONTENT);
        }

        /**
         * Looks at a text where only those fields have a value that always do, or that must stand there: nothing at all
         * must not be left of it, and gaps are worth a warning.
         */
        private void withoutOptionalValues(
                Template template, String path, String blankCode, List<SettingsViolation> found) {
            MergeValues.Builder always = MergeValues.builder();
            for (MergeField field : catalogue.fields(type)) {
                if (mustStand(field) || !field.is(Flag.MAY_BE_ABSENT) && !field.is(Flag.LIST)) {
                    always.secret(field.name());
                }
            }
            MergeValues values = always.build();
            RenderedText rendered = template.render(values);
            if (rendered.secretFields().isEmpty() && rendered.masked().isBlank()) {
                found.add(error(blankCode, path, null, Map.of()));
                return;
            }
            Set<String> gaps = template.fieldsWithoutValue(values);
            for (MergeField field : catalogue.fields(type)) {
                if (field.is(Flag.MAY_BE_ABSENT) && gaps.contains(field.name())) {
                    Position position = template.uses().stream()
                            .filter(use -> use.field().equals(field.name())
                                    && use.usage().showsValue())
                            .map(FieldUse::position)
                            .findFirst()
                            .orElse(null);
                    found.add(new SettingsViolation(
                            path, "text.may-be-absent", Severity.WARNING, position, Map.of("field", field.name())));
                }
            }
        }
    }

    private static SettingsViolation error(
            String code, String path, @Nullable Position position, Map<String, String> arguments) {
        return new SettingsViolation(path, code, Severity.ERROR, position, arguments);
    }
}
