package org.portalemails.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.portalemails.event.PasswordResetRequested;

/** A key for "the same account's reset" that does not tell the user name to whoever reads the table. */
public final class AccountKey {
    private AccountKey() {}

    public static String of(PasswordResetRequested event) {
        String userName = Objects.requireNonNull(event.contact().userName(), "a reset has a user name");
        String account = event.group().value() + "\n" + userName;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
            return "reset-password:" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
