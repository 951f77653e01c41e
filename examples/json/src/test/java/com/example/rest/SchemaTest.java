package com.example.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.view.MailView;
import org.portalemails.view.Problem;

/** Written anew with {@code -Ddocs.write=true}. */
@DisplayName("The schemas in the jar")
class SchemaTest {
    private static final Path FOLDER = Path.of("../../core/src/main/resources/META-INF/portal-emails");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String text(ObjectNode node) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node).replace("\r\n", "\n") + "\n";
    }

    private static JsonSchema schema(Class<?> type) {
        ObjectNode schema = Schemas.schema();
        schema.put("$ref", "#/$defs/" + type.getSimpleName());
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }

    @Test
    @DisplayName("say what the records say: JSON Schema")
    void jsonSchema() throws IOException {
        String now = text(Schemas.schema());
        assertThat(now).isEqualTo(Contract.kept(FOLDER.resolve("schema.json"), now));
    }

    @Test
    @DisplayName("say what the records say: OpenAPI")
    void openApi() throws IOException {
        String now = text(Schemas.openApi());
        assertThat(now).isEqualTo(Contract.kept(FOLDER.resolve("openapi.json"), now));
    }

    @Test
    @DisplayName("are found on the class path")
    void inTheJar() throws IOException {
        for (String name : List.of("schema.json", "openapi.json")) {
            try (InputStream in = MailView.class.getResourceAsStream("/META-INF/portal-emails/" + name)) {
                assertThat(in).as(name).isNotNull();
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("EffectiveSettingsView");
            }
        }
    }

    @Test
    @DisplayName("take every sample, whichever library wrote it")
    void samples() throws IOException {
        for (JsonLibrary library : JsonLibrary.values()) {
            for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
                assertThat(schema(sample.getValue().getClass())
                                .validate(JSON.readTree(library.write(sample.getValue()))))
                        .as(library + " " + sample.getKey())
                        .isEmpty();
            }
            assertThat(schema(Samples.form().getClass()).validate(JSON.readTree(library.write(Samples.form()))))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("name every field that is written: nothing goes out that they do not know")
    void nothingElse() throws IOException {
        ObjectNode closed = Schemas.schema();
        closed.withObject("/$defs").forEach(definition -> ((ObjectNode) definition).put("additionalProperties", false));
        for (Map.Entry<String, Object> sample : Samples.all().entrySet()) {
            ObjectNode schema = closed.deepCopy();
            schema.put("$ref", "#/$defs/" + sample.getValue().getClass().getSimpleName());
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(JSON.readTree(JsonLibrary.JSON_B.write(sample.getValue()))))
                    .as(sample.getKey())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("refuse what is no such JSON")
    void refused() throws IOException {
        ObjectNode mail = (ObjectNode)
                JSON.readTree(JsonLibrary.JACKSON_2.write(Samples.all().get("mail")));
        JsonSchema schema = schema(MailView.class);
        assertThat(schema.validate(mail)).isEmpty();
        assertThat(schema.validate(mail.deepCopy().put("state", "flying"))).isNotEmpty();
        assertThat(schema.validate(mail.deepCopy().put("createdAt", "yesterday")))
                .isNotEmpty();
        assertThat(schema.validate(mail.deepCopy().put("spentAttempts", "2"))).isNotEmpty();
        assertThat(schema.validate(mail.deepCopy().putNull("reason"))).isNotEmpty();
        assertThat(schema.validate(mail.deepCopy().without("attempts"))).isNotEmpty();
        assertThat(schema(Problem.class).validate(mail)).isNotEmpty();
    }

    @Test
    @DisplayName("refer to what is there: OpenAPI")
    void references() {
        ObjectNode api = Schemas.openApi();
        List<JsonNode> references = api.findValues("$ref");
        assertThat(references).hasSizeGreaterThan(40).allSatisfy(reference -> assertThat(
                        api.at(reference.asText().substring(1)).isMissingNode())
                .as(reference.asText())
                .isFalse());
    }
}
