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
        if (value.isEmpty() || value.length() > 64 || !isSound(value)) {
            throw new IllegalArgumentException("mail id: 1 to 64 ASCII letters, digits and hyphens");
        }
    }

    private static boolean isSound(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean sound = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
            if (!sound) {
                return false;
            }
        }
        return true;
    }

    /**
     * A new, random id. Ids that are made one after the other sort one after the other, which spares the indexes of a database.
     *
     * @return a UUID of version 7 (RFC 9562): the time in milliseconds and 74 random bits
     */
    public static MailId random() {
        UUID random = UUID.randomUUID();
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.getMostSignificantBits() & 0x0fff;
        return new MailId(new UUID(high, random.getLeastSignificantBits()).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
