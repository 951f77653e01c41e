package org.portalemails.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * What a component gets, as any server can send it.
 *
 * @param status of HTTP
 * @param headers to be set as they are; the content type is among them
 * @param text the body, to be sent in UTF-8
 */
public record ScreenAnswer(int status, Map<String, String> headers, String text) {
    /** Copies the map. */
    public ScreenAnswer {
        Objects.requireNonNull(text, "text");
        headers = Map.copyOf(headers);
    }

    /** The body. */
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The status. */
    @Override
    public String toString() {
        return "ScreenAnswer[" + status + "]";
    }
}
