package com.example.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Three JSON libraries as they come, without a setting, a module or an annotation. */
enum JsonLibrary {
    JACKSON_2 {
        private final com.fasterxml.jackson.databind.ObjectMapper mapper =
                new com.fasterxml.jackson.databind.ObjectMapper();

        @Override
        String write(Object value) {
            try {
                return mapper.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        <T> T read(String json, Class<T> type) {
            try {
                return mapper.readValue(json, type);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    },
    JACKSON_3 {
        private final tools.jackson.databind.ObjectMapper mapper = new tools.jackson.databind.json.JsonMapper();

        @Override
        String write(Object value) {
            return mapper.writeValueAsString(value);
        }

        @Override
        <T> T read(String json, Class<T> type) {
            return mapper.readValue(json, type);
        }
    },
    JSON_B {
        private final Jsonb jsonb = JsonbBuilder.create();

        @Override
        String write(Object value) {
            return jsonb.toJson(value);
        }

        @Override
        <T> T read(String json, Class<T> type) {
            return jsonb.fromJson(json, type);
        }
    };

    abstract String write(Object value);

    abstract <T> T read(String json, Class<T> type);
}
