package org.portalemails.email;

import java.util.UUID;

/**
 * Identifies one mail from its announcement to its end; the left side of its Message-ID is made from it.
 *
 * @param value 1 to 64 characters of ASCII letters, digits and hyphens
 */
public record MailId(String value) {
    /**
     * Refuses what could not stand in a Message-ID.
     *
     * @throws IllegalArgumentException if it is empty, too long or has other characters
     */
    public MailId {
        boolean sound = !value.isEmpty()
                && value.length() <= 64
                && value.chars()
                        .allMatch(
                                c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
        if (!sound) {
            throw new IllegalArgumentException("mail id: 1 to 64 ASCII letters, digits and hyphens");
        }
    }

    /**
     * A new, random id.
     *
     * @return 122 random bits
     */
    public static MailId random() {
        return new MailId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
