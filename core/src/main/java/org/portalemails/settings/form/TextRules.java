package org.portalemails.settings.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portalemails.language.VisibleText;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MailText;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.MergeField.Flag;
import org.portalemails.notification.NotificationType;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.template.Position;
import org.portalemails.template.RenderedText;
import org.portalemails.template.RenderingTooLargeException;
import org.portalemails.template.Severity;
import org.portalemails.template.TextKind;
import org.portalemails.template.mustache.FieldUse;
import org.portalemails.template.mustache.FieldUse.Place;
import org.portalemails.template.mustache.Template;
import org.portalemails.template.mustache.TemplateProblem;
import org.portalemails.template.mustache.TemplateReading;

/** Checks one text of one mail: the language of merge fields, then what the catalogue says about the fields in it. */
final class TextRules {
    /** Subjects longer than this are cut by most readers' lists, and by none at a merge field. */
    static final int MAX_SUBJECT = 255;

    static final int MAX_CONTENT = Template.MAX_SOURCE_LENGTH;

    private static final int MAX_SUGGESTIONS = 3;
    /** Problems with what stands between braces that may be a label, or a name with a slip of the finger. */
    private static final Set<String> NOT_A_NAME = Set.of("template.expression", "template.dotted-name");

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
        private final FieldNames names;
        private final TrialValues trial;
        private final List<SettingsViolation> violations = new ArrayList<>();

        Pass(NotificationType type) {
            this.type = type;
            this.names = new FieldNames(catalogue, type);
            this.trial = new TrialValues(catalogue.fields(type));
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
                Template template = reading.template().get();
                if (VisibleText.isIn(template.render(trial.values(false)).masked())) {
                    gaps(template, path, found);
                } else {
                    found.add(error("text.subject-may-be-blank", path, null, Map.of()));
                }
            }
            mistaken(subject, path, found);
            UnreadMarkup.in(subject, path, "text.subject-with-html").ifPresent(found::add);
            addInOrder(found);
        }

        void content(String written, TextKind kind, String path, boolean switchedOn) {
            if (written.length() > MAX_CONTENT) {
                tooLong(path, MAX_CONTENT);
                return;
            }
            String content = MailText.unixLines(written);
            TemplateReading reading = Template.read(content, kind);
            List<SettingsViolation> found = problems(reading, path);
            GluedLinks glued = new GluedLinks(content);
            for (FieldUse use : reading.uses()) {
                known(use, path, found).ifPresent(field -> place(field, use, glued, path, found));
            }
            boolean sound = found.stream().noneMatch(SettingsViolation::isError);
            if (sound && reading.template().isPresent()) {
                sound(reading, reading.template().get(), path, switchedOn, found);
            } else {
                Set<String> shown = reading.uses().stream()
                        .filter(use -> use.usage().showsValue())
                        .map(FieldUse::field)
                        .collect(Collectors.toSet());
                required(shown, unseen(reading, Set.of()), path, switchedOn, found);
            }
            mistaken(content, path, found);
            if (kind == TextKind.HTML) {
                found.addAll(DeadLinks.in(reading.links(), path));
                found.addAll(HardToRead.in(content, path));
                found.addAll(HardToHear.in(content, path));
                found.addAll(RemoteContent.in(content, path, name -> catalogue
                        .field(type, name)
                        .filter(field -> field.is(Flag.PERSONAL))
                        .isPresent()));
            } else {
                UnreadMarkup.in(content, path, "text.plain-with-html").ifPresent(found::add);
            }
            addInOrder(found);
        }

        private void sound(
                TemplateReading reading,
                Template template,
                String path,
                boolean switchedOn,
                List<SettingsViolation> found) {
            try {
                RenderedText least = template.render(trial.values(false));
                RenderedText most = template.render(trial.values(true));
                Set<String> shown = new HashSet<>(trial.shownIn(seen(most)));
                // A required field hidden in a section of another one does not count.
                shown.retainAll(trial.shownIn(seen(least)));
                Set<String> sent = new HashSet<>(trial.shownIn(most));
                sent.retainAll(trial.shownIn(least));
                required(shown, unseen(reading, sent), path, switchedOn, found);
                clipped(most, path, found);
                if (least.showsSomething()) {
                    gaps(template, path, found);
                } else {
                    found.add(error("text.content-may-be-blank", path, null, Map.of()));
                }
            } catch (RenderingTooLargeException e) {
                found.add(error(
                        "text.too-long-with-values",
                        path,
                        null,
                        Map.of("max", String.valueOf(RenderedText.MAX_LENGTH))));
            }
        }

        /** Gmail hides the rest behind a link, and with it the footer. */
        private void clipped(RenderedText most, String path, List<SettingsViolation> found) {
            if (most.kind() == TextKind.HTML && HtmlPart.bytesOf(List.of(most)) > HtmlPart.maxBytes(1)) {
                found.add(new SettingsViolation(
                        path,
                        "text.clipped",
                        Severity.WARNING,
                        null,
                        Map.of("max", String.valueOf(HtmlPart.maxBytes(1) / 1024))));
            }
        }

        private void mistaken(String text, String path, List<SettingsViolation> found) {
            found.addAll(MistakenFields.in(path, text, names));
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
                List<String> meant = NOT_A_NAME.contains(problem.code())
                        ? names.similar(problem.arguments().getOrDefault("field", ""))
                        : List.of();
                found.add(
                        meant.isEmpty()
                                ? new SettingsViolation(
                                        path,
                                        problem.code(),
                                        problem.severity(),
                                        problem.position(),
                                        problem.arguments())
                                : unknown(problem.arguments().get("field"), meant, path, problem.position()));
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
                    found.add(unknown(use.field(), names.similar(use.field()), path, use.position()));
                }
            }
            return field;
        }

        private SettingsViolation unknown(@Nullable String typed, List<String> meant, String path, Position position) {
            String field = Objects.requireNonNullElse(typed, "");
            if (meant.isEmpty()) {
                return error("text.unknown-field", path, position, Map.of("field", field));
            }
            String suggestions = meant.stream()
                    .limit(MAX_SUGGESTIONS)
                    .map(name -> "{{" + name + "}}")
                    .collect(Collectors.joining(", "));
            return error(
                    "text.unknown-field-did-you-mean",
                    path,
                    position,
                    Map.of("field", field, "suggestions", suggestions));
        }

        /**
         * Where fields stand that are written and yet not seen.
         *
         * @param sent the fields whose values are in every mail, seen or not
         */
        private Map<String, Position> unseen(TemplateReading reading, Set<String> sent) {
            Map<String, Position> first = new HashMap<>();
            Stream.concat(
                            reading.uses().stream()
                                    .filter(use -> use.usage().showsValue() && sent.contains(use.field())),
                            reading.leftOut().stream())
                    .forEach(use -> first.merge(
                            use.field(), use.position(), BinaryOperator.minBy(Comparator.<Position>naturalOrder())));
            return first;
        }

        private void required(
                Set<String> shown,
                Map<String, Position> unseen,
                String path,
                boolean switchedOn,
                List<SettingsViolation> found) {
            List<MergeField> alternatives = new ArrayList<>();
            for (MergeField field : catalogue.fields(type)) {
                if (field.is(Flag.ONE_REQUIRED_IN_CONTENT)) {
                    alternatives.add(field);
                }
                if (shown.contains(field.name())) {
                    continue;
                }
                Position position = unseen.get(field.name());
                boolean required =
                        field.is(Flag.REQUIRED_IN_CONTENT) || field.is(Flag.REQUIRED_WHILE_SWITCHED_ON) && switchedOn;
                if (required) {
                    String code = position == null ? "text.field-missing" : "text.field-unseen";
                    found.add(error(code, path, position, labelled(field)));
                }
                if (field.is(Flag.EXPECTED_IN_CONTENT)) {
                    found.add(
                            position == null
                                    ? new SettingsViolation(
                                            path,
                                            "text.field-expected",
                                            Severity.WARNING,
                                            null,
                                            Map.of("field", field.name()))
                                    : new SettingsViolation(
                                            path, "text.field-unseen", Severity.WARNING, position, labelled(field)));
                }
            }
            if (alternatives.isEmpty()
                    || alternatives.stream().map(MergeField::name).anyMatch(shown::contains)) {
                return;
            }
            List<MergeField> there = alternatives.stream()
                    .filter(field -> unseen.containsKey(field.name()))
                    .toList();
            there.forEach(
                    field -> found.add(error("text.field-unseen", path, unseen.get(field.name()), labelled(field))));
            if (there.isEmpty()) {
                String fields = alternatives.stream()
                        .map(field -> "{{" + field.name() + "}}")
                        .collect(Collectors.joining(", "));
                found.add(error("text.one-field-missing", path, null, Map.of("fields", fields)));
            }
        }

        /** What every reader can see: also one whose program shows no HTML, or loads no images. */
        private RenderedText seen(RenderedText content) {
            return content.kind() == TextKind.HTML ? content.plainWithoutImages() : content.withHolesApart();
        }

        /** Where a value may be missing, and the words around it would stand alone. */
        private void gaps(Template template, String path, List<SettingsViolation> found) {
            Set<String> gaps = template.fieldsWithoutValue(trial.values(false));
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

    /** A link stands only where it stays one, and nothing else where a link has to stand. */
    static void place(MergeField field, FieldUse use, GluedLinks glued, String path, List<SettingsViolation> found) {
        if (!use.usage().showsValue()) {
            return;
        }
        boolean inLink = use.place() == Place.WHOLE_LINK;
        if (inLink && !field.is(Flag.LINK)) {
            found.add(error("text.not-a-link", path, use.position(), Map.of("field", use.field())));
        } else if (!inLink && use.place() != Place.TEXT && field.is(Flag.LINK)) {
            found.add(error("text.link-only-whole", path, use.position(), Map.of("field", use.field())));
        } else if (inLink && field.is(Flag.SECRET) && !glued.isWholeAttribute(use)
                || use.place() == Place.TEXT && field.is(Flag.LINK) && glued.touches(use, !field.is(Flag.SECRET))) {
            found.add(error("text.link-glued", path, use.position(), Map.of("field", use.field())));
        }
        if (glued.isWholeTarget(use)) {
            DeadLinks.with(field, use, path).ifPresent(found::add);
        }
    }

    private static SettingsViolation error(
            String code, String path, @Nullable Position position, Map<String, String> arguments) {
        return new SettingsViolation(path, code, Severity.ERROR, position, arguments);
    }

    /** What names a field in a message: its labels, each under its language. */
    private static Map<String, String> labelled(MergeField field) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("field", field.name());
        field.labels().forEach((language, label) -> arguments.put("label." + language.toLanguageTag(), label));
        return arguments;
    }
}
