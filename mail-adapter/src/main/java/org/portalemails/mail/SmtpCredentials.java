package org.portalemails.mail;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who we are to a mail server. Never shows a secret. */
public final class SmtpCredentials {
    private final String user;
    private final @Nullable String password;
    private final @Nullable AccessTokenSupplier tokens;

    private SmtpCredentials(String user, @Nullable String password, @Nullable AccessTokenSupplier tokens) {
        if (user.isBlank()) {
            throw new IllegalArgumentException("user: must not be blank");
        }
        this.user = user;
        this.password = password;
        this.tokens = tokens;
    }

    /**
     * User and password, by AUTH PLAIN (RFC 4616) or, where a server knows nothing better, AUTH LOGIN. Only ever sent
     * inside TLS.
     *
     * @param user the user name
     * @param password the password
     * @return the credentials
     */
    public static SmtpCredentials password(String user, String password) {
        return new SmtpCredentials(user, Objects.requireNonNull(password, "password"), null);
    }

    /**
     * An OAuth 2 access token, by AUTH XOAUTH2. Only ever sent inside TLS.
     *
     * @param user the mailbox that the token is for
     * @param tokens asked for each connection
     * @return the credentials
     */
    public static SmtpCredentials xoauth2(String user, AccessTokenSupplier tokens) {
        return new SmtpCredentials(user, null, Objects.requireNonNull(tokens, "tokens"));
    }

    String user() {
        return user;
    }

    boolean isToken() {
        return tokens != null;
    }

    /** The AUTH mechanisms that Angus may use, the preferred one first. */
    String mechanisms() {
        return isToken() ? "XOAUTH2" : "PLAIN LOGIN";
    }

    String secret(boolean refused) {
        if (tokens != null) {
            return Objects.requireNonNull(tokens.accessToken(refused), "access token");
        }
        return Objects.requireNonNull(password);
    }

    /** The kind only. */
    @Override
    public String toString() {
        return "SmtpCredentials[" + (isToken() ? "xoauth2" : "password") + "]";
    }
}
