package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.email.MailId;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySuppressionList;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.jdbc.TableNames;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.notification.FieldCatalogue;
import org.portalemails.notification.MergeField;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.spi.ClaimedMail;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.sender.SenderReason;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SettableClock;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.view.Problem;

/**
 * The tables of the reference, made from the code. They stand in the documents between {@code <!-- generated: name -->} and
 * {@code <!-- /generated -->}.
 */
@DisplayName("The reference")
class ReferenceTest {
    private static final Pattern GENERATED =
            Pattern.compile("<!-- generated: (\\S+) -->\\n(.*?)<!-- /generated -->", Pattern.DOTALL);

    private static final Map<String, Supplier<String>> TABLES = new TreeMap<>(Map.of(
            "merge-fields", ReferenceTest::mergeFields,
            "notification-types", ReferenceTest::notificationTypes,
            "skip-reasons",
                    () -> enumTable(
                            "SkipReason",
                            Arrays.stream(SkipReason.values())
                                    .map(reason -> Map.entry(reason.name(), reason.code()))
                                    .toList(),
                            "core/src/main/java/org/portalemails/notification/SkipReason.java"),
            "entry-states",
                    () -> enumTable(
                            "EntryState",
                            Arrays.stream(EntryState.values())
                                    .map(state -> Map.entry(state.name(), state.code()))
                                    .toList(),
                            "core/src/main/java/org/portalemails/outbox/EntryState.java"),
            "outcomes", ReferenceTest::outcomes,
            "settings-codes",
                    () -> messages(
                            "/org/portalemails/language/messages.en.properties",
                            "settings.",
                            "text.",
                            "brand.",
                            "file."),
            "template-codes", () -> messages("/org/portalemails/language/messages.en.properties", "template."),
            "form-properties", ReferenceTest::formProperties,
            "tables", ReferenceTest::tables,
            "attempt", ReferenceTest::attempt));

    static {
        TABLES.put("meters", ReferenceTest::meters);
        TABLES.put(
                "sender-reasons",
                () -> enumTable(
                        "SenderReason",
                        Arrays.stream(SenderReason.values())
                                .map(reason -> Map.entry(reason.name(), reason.code()))
                                .toList(),
                        "core/src/main/java/org/portalemails/sender/SenderReason.java"));
        TABLES.put("built-in-mails", BuiltInMails::page);
        TABLES.put("exported-types", ReferenceTest::exportedTypes);
        TABLES.put(
                "end-reasons",
                () -> reasons(reason -> reason.state() != EntryState.QUEUED && reason.state() != EntryState.WAITING));
        TABLES.put(
                "pending-reasons",
                () -> reasons(reason -> reason.state() == EntryState.QUEUED || reason.state() == EntryState.WAITING));
        TABLES.put(
                "recovery-outcomes",
                () -> enumTable(
                        "RecoveryOutcome",
                        Arrays.stream(RecoveryOutcome.values())
                                .map(outcome -> Map.entry(outcome.name(), outcome.code()))
                                .toList(),
                        "core/src/main/java/org/portalemails/recovery/RecoveryOutcome.java"));
        TABLES.put("spring-properties", ReferenceTest::springProperties);
        TABLES.put("problems", ReferenceTest::problems);
        TABLES.put("address-codes", () -> messages("/org/portalemails/language/messages.en.properties", "address."));
    }

    /** What the jars tell editors about their properties. */
    private static String springProperties() {
        Pattern property = Pattern.compile(
                "\\{\\s*\"name\": \"(portal-emails[^\"]*)\",\\s*\"type\": \"([^\"]*)\",(?:\\s*"
                        + "\"description\": \"((?:[^\"\\\\]|\\\\.)*)\",)?\\s*\"sourceType\": \"[^\"]*\"(?:,\\s*\"defaultValue\": ([^}]*?))?\\s*}");
        Map<String, String> rows = new TreeMap<>();
        for (String module : List.of("core", "mail-adapter", "jdbc-adapter")) {
            String metadata = Documents.read(
                    Documents.ROOT.resolve(module + "/target/classes/META-INF/spring-configuration-metadata.json"));
            Matcher found = property.matcher(metadata.substring(metadata.indexOf("\"properties\"")));
            while (found.find()) {
                String value =
                        found.group(4) == null ? "" : "`" + found.group(4).replaceAll("[\"\\s]|\\\\(?=/)", "") + "`";
                rows.put(
                        found.group(1),
                        "| `" + found.group(1) + "` | "
                                + String.valueOf(found.group(3))
                                        .replace("\\\"", "\"")
                                        .replace("\\/", "/")
                                        .replaceAll("\\{@code ([^}]*)}", "`$1`")
                                + " | " + (value.equals("``") || value.equals("`[]`") ? "" : value) + " |\n");
            }
        }
        return "| property | what | default |\n|---|---|---|\n" + String.join("", rows.values());
    }

    /** Every public type of every package that a module exports. */
    private static String exportedTypes() {
        StringBuilder out = new StringBuilder("| Package | Public types |\n|---|---|\n");
        for (String module : ExportedTypes.MODULES) {
            ExportedTypes.of(module).forEach((name, types) -> out.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(types.stream().map(type -> "`" + type + "`").collect(Collectors.joining(", ")))
                    .append(" |\n"));
        }
        return out.toString();
    }

    private static String reasons(Predicate<EntryReason> which) {
        return enumTable(
                "EntryReason",
                Arrays.stream(EntryReason.values())
                        .filter(which)
                        .map(reason -> Map.entry(reason.name(), reason.code()))
                        .toList(),
                "core/src/main/java/org/portalemails/outbox/EntryReason.java");
    }

    @TestFactory
    @DisplayName("says what the code says:")
    Stream<DynamicTest> saysWhatTheCodeSays() {
        return Documents.all().stream()
                .filter(path -> GENERATED.matcher(Documents.read(path)).find())
                .map(path ->
                        DynamicTest.dynamicTest(Documents.ROOT.relativize(path).toString(), () -> compare(path)));
    }

    private static void compare(Path path) {
        String document = Documents.read(path);
        String fresh = GENERATED
                .matcher(document)
                .replaceAll(found -> Matcher.quoteReplacement("<!-- generated: " + found.group(1) + " -->\n"
                        + TABLES.get(found.group(1)).get() + "<!-- /generated -->"));
        if (Documents.WRITE) {
            Documents.write(path, fresh);
        }
        assertThat(Documents.read(path))
                .as("%s is not what the code says; write it anew with -Ddocs.write=true", path)
                .isEqualTo(fresh);
    }

    @Test
    void everyTableStandsInADocument() {
        Set<String> there = Documents.all().stream()
                .flatMap(path -> GENERATED.matcher(Documents.read(path)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(there).isEqualTo(TABLES.keySet());
    }

    @Test
    void everyOutcomeIsInTheTable() {
        assertThat(samples().stream().map(Object::getClass))
                .containsExactlyInAnyOrder(DeliveryOutcome.class.getPermittedSubclasses());
    }

    @Test
    void everyMethodOfTheListenerIsExplained() {
        String metrics = Documents.read(Documents.ROOT.resolve("docs/reference/metrics.md"));
        assertThat(DeliveryListener.class.getDeclaredMethods())
                .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
                .allSatisfy(method -> assertThat(metrics).contains("`" + method.getName() + "`"));
    }

    @Test
    @DisplayName("says where it should what limits do when a mail leaves, and that an outcome may be given up")
    void limitsAndOutcomesGivenUpAreExplained() throws ReflectiveOperationException {
        assertThat(List.of("reference/metrics.md", "how-to/write-an-adapter.md", "explanation/at-least-once.md"))
                .allSatisfy(page -> assertThat(Documents.read(Documents.ROOT.resolve("docs/" + page)))
                        .contains("/decisions/0093-")
                        .contains("/decisions/0099-"));
        assertThat(Documents.read(Documents.ROOT.resolve("docs/reference/metrics.md")))
                .contains("`" + EntryReason.LIMIT_REACHED.code() + "`")
                .contains("`" + EntryReason.LIMIT_REACHED.state().code() + "`")
                .contains("`" + EntryReason.LIMIT_NOT_COUNTED.code() + "`");
        List<Method> promises = List.of(
                OutboxQueue.class.getMethod("admit", ClaimedMail.class),
                OutboxQueue.class.getMethod("settle", List.class),
                Outbox.class.getMethod("usedUp", Collection.class));
        String adapters = Documents.read(Documents.ROOT.resolve("docs/how-to/write-an-adapter.md"));
        assertThat(promises).allSatisfy(method -> assertThat(adapters)
                .contains("`" + method.getDeclaringClass().getSimpleName() + "#" + method.getName() + "`"));
        assertThat(adapters).contains("`" + ClaimedMail.Flag.LIMITED + "`");
    }

    /** Bound for real, and told of one attempt and one bounce, since the timer exists only from then on. */
    private static String meters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SettableClock clock = new SettableClock();
        PortalEmailMetrics metrics = new PortalEmailMetrics(
                new InMemoryOutbox(clock, PayloadSealer.unprotected(), new InMemorySuppressionList(clock)));
        metrics.bindTo(registry);
        metrics.bounced(new DeliveryListener.Bounce(
                MailId.random(), "reset-password", new CustomerGroupId("G"), CompanyId.DEFAULT, null, false));
        metrics.attemptEnded(new DeliveryListener.Attempt(
                MailId.random(),
                NotificationType.RESET_PASSWORD.code(),
                new CustomerGroupId("G"),
                CompanyId.DEFAULT,
                "default",
                "default",
                1,
                "accepted",
                EntryState.SENT,
                null,
                Duration.ofMillis(1),
                true));
        StringBuilder out = new StringBuilder("| Meter | Kind | Tags | |\n|---|---|---|---|\n");
        registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                id.getName(),
                                id.getType().name().toLowerCase(Locale.ROOT),
                                id.getTags().stream()
                                        .map(tag -> "`" + tag.getKey() + "`")
                                        .collect(Collectors.joining(", ")),
                                id.getDescription()))
                .distinct()
                .sorted()
                .forEach(out::append);
        return out.toString();
    }

    private static String mergeFields() {
        StringBuilder out = new StringBuilder();
        for (NotificationType type : NotificationType.values()) {
            out.append("\n### ").append(type.code()).append("\n\n");
            out.append("| Field | English | French | Example | |\n|---|---|---|---|---|\n");
            for (MergeField field : FieldCatalogue.builtIn().fields(type)) {
                out.append("| `")
                        .append(field.name())
                        .append("` | ")
                        .append(field.label(Locale.ENGLISH))
                        .append(" | ");
                out.append(field.label(Locale.CANADA_FRENCH))
                        .append(" | ")
                        .append(oneLine(field.example()))
                        .append(" | ");
                out.append(field.flags().stream()
                        .map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", ")));
                out.append(" |\n");
            }
        }
        return out.append('\n').toString();
    }

    private static String oneLine(String text) {
        return text.strip().replace("\n", " / ").replace("|", "\\|");
    }

    private static String notificationTypes() {
        StringBuilder out = new StringBuilder(
                "| Code | Constant | Read by | Switch on the screen | Text on the screen |\n|---|---|---|---|---|\n");
        for (NotificationType type : NotificationType.values()) {
            out.append("| `")
                    .append(type.code())
                    .append("` | `")
                    .append(type.name())
                    .append("` | ");
            out.append(type.audience() == NotificationType.Audience.CUSTOMER ? "customer" : "receivables staff")
                    .append(" | ");
            out.append(type.governedBy().isPresent() ? "yes" : "no").append(" | ");
            out.append(type.isOnScreen() ? "yes" : "no, built in").append(" |\n");
        }
        return out.toString();
    }

    /** The sentence above each constant, from the source. */
    private static String enumTable(String name, List<Map.Entry<String, String>> constants, String source) {
        String text = Documents.read(Documents.ROOT.resolve(source));
        StringBuilder out = new StringBuilder("| Code | `" + name + "` | Meaning |\n|---|---|---|\n");
        for (Map.Entry<String, String> constant : constants) {
            out.append("| `")
                    .append(constant.getValue())
                    .append("` | `")
                    .append(constant.getKey())
                    .append("` | ");
            out.append(meaning(constant.getKey(), text)).append(" |\n");
        }
        return out.toString();
    }

    private static String meaning(String constant, String source) {
        Matcher matcher = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*" + constant + "\\(", Pattern.DOTALL)
                .matcher(source);
        assertThat(matcher.find()).as(constant).isTrue();
        return oneLine(
                matcher.group(1).replaceAll("\\s*\\n\\s*\\*[ \\t]*", " ").replaceAll("\\{@\\w+ #?([^}]*)}", "`$1`"));
    }

    private static String problems() {
        String source = Documents.read(Documents.ROOT.resolve("core/src/main/java/org/portalemails/view/Problem.java"));
        StringBuilder out = new StringBuilder("| `type` | `status` | Meaning |\n|---|---|---|\n");
        for (Problem.Kind kind : Problem.Kind.values()) {
            out.append("| `").append(kind.type()).append("` | ").append(kind.status());
            out.append(" | ").append(meaning(kind.name(), source)).append(" |\n");
        }
        return out.toString();
    }

    private static List<DeliveryOutcome> samples() {
        DeliveryOutcome.Reply reply = DeliveryOutcome.Reply.none(DeliveryOutcome.Phase.PREPARE, "");
        return List.of(
                Outcomes.accepted(),
                Outcomes.noSuchMailbox(),
                Outcomes.greylisted(),
                Outcomes.connectionLostAfterTheFinalDot(),
                Outcomes.wrongPassword(),
                new DeliveryOutcome.Unsendable(reply),
                Outcomes.suspended());
    }

    private static String outcomes() {
        String source = Documents.read(
                Documents.ROOT.resolve("core/src/main/java/org/portalemails/transport/DeliveryOutcome.java"));
        StringBuilder out = new StringBuilder("| Code | `DeliveryOutcome` | Meaning |\n|---|---|---|\n");
        for (DeliveryOutcome outcome : samples()) {
            String name = outcome.getClass().getSimpleName();
            Matcher matcher = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*record " + name + "\\(", Pattern.DOTALL)
                    .matcher(source);
            assertThat(matcher.find()).as(name).isTrue();
            String comment =
                    matcher.group(1).replaceAll("\\s*\\n\\s*\\*[ \\t]*", " ").replaceFirst("@param.*", "");
            out.append("| `")
                    .append(outcome.code())
                    .append("` | `")
                    .append(name)
                    .append("` | ");
            out.append(oneLine(comment)).append(" |\n");
        }
        return out.toString();
    }

    private static String messages(String resource, String... families) {
        Properties messages = new Properties();
        try (InputStream in = ReferenceTest.class.getResourceAsStream(resource)) {
            messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringBuilder out = new StringBuilder("| Code | Message |\n|---|---|\n");
        for (String family : families) {
            new TreeMap<>(messages).forEach((code, message) -> {
                if (code.toString().startsWith(family)) {
                    out.append("| `")
                            .append(code)
                            .append("` | ")
                            .append(oneLine(message.toString()).replace("<", "&lt;"))
                            .append(" |\n");
                }
            });
        }
        return out.toString();
    }

    private static String formProperties() {
        Properties labels = new Properties();
        try (InputStream in =
                SettingsForm.class.getResourceAsStream("/org/portalemails/language/messages.en.properties")) {
            labels.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            StringBuilder out = new StringBuilder("| Property | Type | On the screen |\n|---|---|---|\n");
            List<PropertyDescriptor> properties = new ArrayList<>(List.of(
                    Introspector.getBeanInfo(SettingsForm.class, Object.class).getPropertyDescriptors()));
            for (PropertyDescriptor property : properties) {
                out.append("| `").append(property.getName()).append("` | ");
                out.append(property.getPropertyType().getSimpleName()).append(" | ");
                out.append(labels.getProperty("property." + property.getName(), ""))
                        .append(" |\n");
            }
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All versions as one script: what a later version adds, a column or a table, stands behind what was there. */
    private static String schema() {
        String schema = SchemaInstaller.script(Dialect.H2, TableNames.standard(), 1);
        Pattern addition = Pattern.compile("((?:-- [^\n]*\n)*)ALTER TABLE (\\S+) ADD COLUMN ([^;]+);");
        Pattern creation = Pattern.compile("(?:-- [^\n]*\n)*CREATE TABLE [^;]+;");
        for (int version = 2; version <= SchemaInstaller.VERSION; version++) {
            String script = SchemaInstaller.script(Dialect.H2, TableNames.standard(), version);
            schema += creation.matcher(script)
                    .results()
                    .map(table -> "\n" + table.group() + "\n")
                    .collect(Collectors.joining());
            Matcher added = addition.matcher(script);
            while (added.find()) {
                String column = added.group(1) + added.group(3) + ",\n    CONSTRAINT";
                schema = schema.replaceFirst(
                        "(?s)(CREATE TABLE " + Pattern.quote(added.group(2)) + " \\(.*?)CONSTRAINT",
                        "$1" + Matcher.quoteReplacement(column));
            }
        }
        return schema;
    }

    private static String tables() {
        String script = schema();
        StringBuilder out = new StringBuilder();
        StringBuilder comment = new StringBuilder();
        boolean inTable = false;
        for (String line : script.lines().map(String::strip).toList()) {
            if (line.startsWith("--")) {
                comment.append(comment.isEmpty() ? "" : " ")
                        .append(line.substring(2).strip());
            } else if (line.startsWith("CREATE TABLE")) {
                out.append("\n### ")
                        .append(line.replaceFirst("CREATE TABLE (\\S+) \\(", "$1"))
                        .append("\n\n");
                out.append(comment).append("\n\n| Column | Type (H2) | |\n|---|---|---|\n");
                comment.setLength(0);
                inTable = true;
            } else if (inTable && line.startsWith(")")) {
                inTable = false;
                comment.setLength(0);
            } else if (inTable && !line.startsWith("CONSTRAINT")) {
                String[] column = line.replaceFirst(",$", "").split("\\s+", 2);
                out.append("| `")
                        .append(column[0])
                        .append("` | ")
                        .append(column[1])
                        .append(" | ")
                        .append(comment)
                        .append(" |\n");
                comment.setLength(0);
            } else if (inTable) {
                out.append("\n")
                        .append(line.replaceFirst("CONSTRAINT \\S+ ", "").replaceFirst(",$", ""))
                        .append("\n");
            } else {
                comment.setLength(0);
            }
        }
        return out.append('\n').toString();
    }

    private static String attempt() {
        String source = Documents.read(
                Documents.ROOT.resolve("core/src/main/java/org/portalemails/delivery/DeliveryListener.java"));
        source = source.substring(0, source.indexOf("record Attempt("));
        source = source.substring(source.lastIndexOf("/**"));
        StringBuilder out = new StringBuilder("| `Attempt` | Type | |\n|---|---|---|\n");
        for (RecordComponent component : DeliveryListener.Attempt.class.getRecordComponents()) {
            Matcher matcher = Pattern.compile(
                            "@param " + component.getName() + " ((?:(?!@param|\\*/).)*)", Pattern.DOTALL)
                    .matcher(source);
            assertThat(matcher.find()).as(component.getName()).isTrue();
            String comment =
                    matcher.group(1).replaceAll("\\s*\\n\\s*\\*[ \\t]*", " ").replaceAll("\\{@\\w+ #?([^}]*)}", "`$1`");
            out.append("| `")
                    .append(component.getName())
                    .append("` | ")
                    .append(component.getType().getSimpleName())
                    .append(" | ");
            out.append(oneLine(comment)).append(" |\n");
        }
        return out.toString();
    }

    @Test
    void aDifferenceIsNoticed() {
        String stale = "<!-- generated: attempt -->\nold\n<!-- /generated -->";
        assertThat(GENERATED.matcher(stale).results().map(found -> found.group(2)))
                .containsExactly("old\n");
        assertThat(attempt()).isNotEqualTo("old\n").contains("`duration`").contains(Duration.class.getSimpleName());
    }
}
