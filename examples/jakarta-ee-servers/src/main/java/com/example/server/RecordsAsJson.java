package com.example.server;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

// snippet: records
/** The server's JSON-B as it comes; told to look at fields where it overlooks records, as in Payara Micro, which would answer {}. */
@Provider
public class RecordsAsJson implements ContextResolver<Jsonb> {
    /** Whether this server needs to be told. */
    static final boolean OVERLOOKED =
            JsonbBuilder.create().toJson(new Example("seen")).equals("{}");

    private final Jsonb jsonb = OVERLOOKED
            ? JsonbBuilder.create(new JsonbConfig().withPropertyVisibilityStrategy(new FieldsOfRecords()))
            : JsonbBuilder.create();

    @Override
    public Jsonb getContext(Class<?> type) {
        return jsonb;
    }

    /** A record. */
    public record Example(String text) {}

    private static final class FieldsOfRecords implements PropertyVisibilityStrategy {
        @Override
        public boolean isVisible(Field field) {
            return field.getDeclaringClass().isRecord() || Modifier.isPublic(field.getModifiers());
        }

        @Override
        public boolean isVisible(Method method) {
            return Modifier.isPublic(method.getModifiers());
        }
    }
}
// end
