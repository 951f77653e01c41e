package org.portalemails.web;

import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a component asks for, as any server can tell it.
 *
 * @param method the method, such as {@code GET}
 * @param path what follows the address of the endpoint, without a slash in front, such as {@code screen}
 * @param parameters of the query and, if the body is a form, of the form; of a name that stands twice, the first value
 * @param body the body as text in UTF-8 if its content type is JSON, which no page of another site can send unasked; else empty
 * @param principal who is signed in, as the server says; {@code null} if nobody is
 */
public record ScreenRequest(
        String method, String path, Map<String, String> parameters, String body, @Nullable Principal principal) {
    /** Copies the map. */
    public ScreenRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(body, "body");
        parameters = Map.copyOf(parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Method and path. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
