package com.example.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.Hold;
import org.portalemails.settings.Level;
import org.portalemails.settings.form.BrandForm;
import org.portalemails.settings.form.SectionForm;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.TextForm;
import org.portalemails.template.Severity;
import org.portalemails.view.Problem;

/** JSON Schema (2020-12) and OpenAPI 3.1, made from the records and the form, with what their Javadoc says. */
final class Schemas {
    static final List<Class<?>> FORMS = List.of(SettingsForm.class, SectionForm.class, TextForm.class, BrandForm.class);

    private static final String MOMENT = "^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)?$";

    /** Fields with one of a few codes; the empty one says that there is nothing. */
    private static final Map<String, List<String>> CODES = Map.of(
            "level", orNothing(Arrays.stream(Level.values()).map(Level::code)),
            "sharedLevel", Arrays.stream(Level.values()).map(Level::code).toList(),
            "severity", Arrays.stream(Severity.values()).map(Severity::code).toList(),
            "state", Arrays.stream(EntryState.values()).map(EntryState::code).toList(),
            "cause", Arrays.stream(Hold.Cause.values()).map(Hold.Cause::code).toList(),
            "answer", List.of("queued", "skipped", "refused"),
            "format", List.of("html", "plain", ""));

    /** A request of the example: what it is, what it gives, and how it can fail besides the ordinary. */
    private record Operation(
            String method, String path, String id, String summary, Object answer, List<Problem.Kind> problems) {}

    private static final List<Problem.Kind> OF_A_GROUP = List.of(Problem.Kind.UNKNOWN_CUSTOMER_GROUP);

    private static final List<Operation> OPERATIONS = List.of(
            new Operation(
                    "get",
                    "/groups/{group}/effective-settings",
                    "effective",
                    "What applies to a group, each value with the level it comes from",
                    "EffectiveSettingsView",
                    OF_A_GROUP),
            new Operation(
                    "get",
                    "/groups/{group}/settings",
                    "saved",
                    "What is saved for a group",
                    "StoredSettingsView",
                    OF_A_GROUP),
            new Operation(
                    "put",
                    "/groups/{group}/settings",
                    "save",
                    "Saves a form, if there is no error in it and nobody saved since it was opened",
                    "StoredSettingsView",
                    List.of(
                            Problem.Kind.UNKNOWN_CUSTOMER_GROUP,
                            Problem.Kind.STALE_SETTINGS,
                            Problem.Kind.PORTAL_NOT_USED,
                            Problem.Kind.INVALID_SETTINGS)),
            new Operation(
                    "get", "/groups/{group}/settings/form", "form", "The form to fill in", "SettingsForm", OF_A_GROUP),
            new Operation(
                    "post",
                    "/groups/{group}/settings/check",
                    "check",
                    "What is wrong with a form; changes nothing",
                    "CheckView",
                    OF_A_GROUP),
            new Operation(
                    "get",
                    "/groups/{group}/settings/history",
                    "history",
                    "Who saved when, and what differs; newest first",
                    List.of("VersionView"),
                    OF_A_GROUP),
            new Operation(
                    "get",
                    "/drift",
                    "drift",
                    "Own texts whose shared text has changed",
                    List.of("DriftView"),
                    List.of()),
            new Operation("get", "/outbox", "outbox", "Counts and holds", "OutboxView", List.of()),
            new Operation(
                    "get",
                    "/groups/{group}/mails",
                    "mails",
                    "The newest mails of a group, without their attempts",
                    List.of("MailView"),
                    List.of()),
            new Operation("get", "/mails/{id}", "mail", "One mail with its attempts", "MailView", List.of()));

    private final String refs;

    private Schemas(String refs) {
        this.refs = refs;
    }

    private static List<String> orNothing(Stream<String> codes) {
        return Stream.concat(codes, Stream.of("")).toList();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** JSON Schema of everything, each under {@code $defs}. */
    static ObjectNode schema() {
        ObjectNode schema = object().put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "tag:portalemails.org,2026:schema")
                .put("title", "Portal Emails")
                .put("description", "What hosts send and receive as JSON. Fields may be added.");
        schema.set("$defs", new Schemas("#/$defs/").definitions());
        return schema;
    }

    /** OpenAPI with the same schemas, and the requests of the example. */
    static ObjectNode openApi() {
        ObjectNode api = object().put("openapi", "3.1.0");
        api.putObject("info")
                .put("title", "Portal Emails")
                .put("version", "0.1")
                .put(
                        "description",
                        "Schemas and problems are the contract of the library. The paths are those of its example: a host chooses its own,"
                                + " and decides who may ask.");
        ObjectNode paths = api.putObject("paths");
        OPERATIONS.forEach(operation -> path(paths, operation));
        ObjectNode components = api.putObject("components");
        components.set("schemas", new Schemas("#/components/schemas/").definitions());
        ObjectNode responses = components.putObject("responses");
        for (Problem.Kind kind : Problem.Kind.values()) {
            ObjectNode response = responses.putObject(kind.code()).put("description", kind.type());
            response.putObject("content")
                    .putObject(Problem.MEDIA_TYPE)
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/Problem");
        }
        return api;
    }

    private static void path(ObjectNode paths, Operation operation) {
        ObjectNode described = paths.withObjectProperty(operation.path)
                .putObject(operation.method)
                .put("operationId", operation.id)
                .put("summary", operation.summary);
        int open = operation.path.indexOf('{');
        if (open >= 0) {
            described
                    .putArray("parameters")
                    .addObject()
                    .put("name", operation.path.substring(open + 1, operation.path.indexOf('}')))
                    .put("in", "path")
                    .put("required", true)
                    .putObject("schema")
                    .put("type", "string");
        }
        if (!operation.method.equals("get")) {
            described
                    .putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject("application/json")
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/SettingsForm");
        }
        ObjectNode responses = described.putObject("responses");
        ObjectNode schema = responses
                .putObject("200")
                .put("description", operation.summary)
                .putObject("content")
                .putObject("application/json")
                .putObject("schema");
        if (operation.answer instanceof List<?> list) {
            schema.put("type", "array").putObject("items").put("$ref", "#/components/schemas/" + list.get(0));
        } else {
            schema.put("$ref", "#/components/schemas/" + operation.answer);
        }
        for (Problem.Kind kind : operation.problems) {
            String status = String.valueOf(kind.status());
            if (responses.has(status)) {
                ObjectNode both = responses.putObject(status).put("description", "See the type of the problem");
                both.putObject("content")
                        .putObject(Problem.MEDIA_TYPE)
                        .putObject("schema")
                        .put("$ref", "#/components/schemas/Problem");
            } else {
                responses.putObject(status).put("$ref", "#/components/responses/" + kind.code());
            }
        }
    }

    private ObjectNode definitions() {
        ObjectNode definitions = object();
        Samples.VIEWS.forEach(view -> definitions.set(view.getSimpleName(), view(view)));
        FORMS.forEach(form -> definitions.set(form.getSimpleName(), form(form)));
        return definitions;
    }

    private ObjectNode view(Class<? extends Record> view) {
        Descriptions descriptions = Descriptions.of(view);
        ObjectNode schema = object().put("type", "object").put("description", descriptions.type());
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : view.getRecordComponents()) {
            ObjectNode property = value(component.getName(), component.getGenericType());
            properties.set(
                    component.getName(), property.put("description", descriptions.component(component.getName())));
            required.add(component.getName());
        }
        return schema;
    }

    /** Nothing is required of a form: what is not said is empty. */
    private ObjectNode form(Class<?> form) {
        Descriptions descriptions = Descriptions.of(form);
        ObjectNode schema = object().put("type", "object").put("description", descriptions.type());
        ObjectNode properties = schema.putObject("properties");
        try {
            for (PropertyDescriptor property :
                    Introspector.getBeanInfo(form, Object.class).getPropertyDescriptors()) {
                Class<?> declares = property.getReadMethod().getDeclaringClass();
                ObjectNode described =
                        value(property.getName(), property.getReadMethod().getGenericReturnType());
                properties.set(
                        property.getName(),
                        described.put(
                                "description",
                                Descriptions.of(declares)
                                        .getter(property.getReadMethod().getName())));
            }
        } catch (IntrospectionException e) {
            throw new AssertionError(e);
        }
        return schema;
    }

    private ObjectNode value(String name, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            ObjectNode schema = object();
            if (generic.getRawType() == List.class) {
                schema.put("type", "array").set("items", value("", of[0]));
            } else {
                schema.put("type", "object").set("additionalProperties", value("", of[1]));
            }
            return schema;
        }
        if (type == boolean.class) {
            return object().put("type", "boolean");
        }
        if (type == int.class || type == long.class || type == Long.class) {
            return object().put("type", "integer").put("minimum", 0);
        }
        if (type != String.class) {
            return object().put("$ref", refs + ((Class<?>) type).getSimpleName());
        }
        ObjectNode schema = object().put("type", "string");
        if (name.endsWith("At") || name.equals("since")) {
            schema.put("pattern", MOMENT);
        }
        if (CODES.containsKey(name)) {
            ArrayNode codes = schema.putArray("enum");
            CODES.get(name).forEach(codes::add);
        }
        return schema;
    }
}
