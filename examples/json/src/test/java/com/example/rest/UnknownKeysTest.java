package com.example.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.settings.form.SettingsForm;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A misspelt key of a form")
class UnknownKeysTest {
    private static final String MISSPELT =
            """
            {"sendFrom": "portail@boreal.example", "replyTwo": "comptes@boreal.example"}
            """;

    @Test
    @DisplayName("is refused by Jackson 2 as it comes, and by the others where they are told")
    void refused() {
        assertThatThrownBy(() -> JsonLibrary.JACKSON_2.read(MISSPELT, SettingsForm.class))
                .hasMessageContaining("replyTwo");
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        assertThatThrownBy(() -> strict.readValue(MISSPELT, SettingsForm.class)).hasMessageContaining("replyTwo");
        Jsonb yasson = JsonbBuilder.create(new JsonbConfig().setProperty("jsonb.fail-on-unknown-properties", true));
        assertThatThrownBy(() -> yasson.fromJson(MISSPELT, SettingsForm.class)).isInstanceOf(JsonbException.class);
    }

    @Test
    @DisplayName("is dropped by Jackson 3 and JSON-B as they come")
    void dropped() {
        assertThat(JsonLibrary.JACKSON_3.read(MISSPELT, SettingsForm.class).getReplyTo())
                .isEmpty();
        assertThat(JsonLibrary.JSON_B.read(MISSPELT, SettingsForm.class).getReplyTo())
                .isEmpty();
    }
}
