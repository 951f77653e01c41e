package org.portalemails.recovery;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;

/**
 * What a person asked for. Personal: {@link #toString()} shows the id only.
 *
 * @param id identifies the request; 1 to 64 ASCII letters, digits and hyphens
 * @param kind what is asked for
 * @param address what was typed, or {@code null} if it is no address
 * @param language the language of the page, or {@code null}; an account's own language counts more
 */
public record NewRecoveryRequest(
        String id, RecoveryKind kind, @Nullable EmailAddress address, @Nullable Locale language) {
    /**
     * Refuses what is not an id.
     *
     * @throws IllegalArgumentException if the id is malformed
     */
    public NewRecoveryRequest {
        Objects.requireNonNull(kind, "kind");
        requireId(id);
    }

    /**
     * A request with a new, random id.
     *
     * @param kind what is asked for
     * @param address what was typed, or {@code null} if it is no address
     * @param language the language of the page, or {@code null}
     * @return the request
     */
    public static NewRecoveryRequest of(RecoveryKind kind, @Nullable EmailAddress address, @Nullable Locale language) {
        return new NewRecoveryRequest(UUID.randomUUID().toString(), kind, address, language);
    }

    static void requireId(String id) {
        boolean sound = !id.isEmpty()
                && id.length() <= 64
                && id.chars()
                        .allMatch(
                                c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
        if (!sound) {
            throw new IllegalArgumentException("request id: 1 to 64 ASCII letters, digits and hyphens");
        }
    }

    @Override
    public String toString() {
        return "NewRecoveryRequest[" + id + ", " + kind.code() + "]";
    }
}
