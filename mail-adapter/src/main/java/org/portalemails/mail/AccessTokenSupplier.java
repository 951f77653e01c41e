package org.portalemails.mail;

/**
 * Supplies OAuth 2 access tokens for XOAUTH2, as Microsoft 365 and Google want them.
 *
 * <p>For whoever implements it: called from many threads, once for each new connection, and once more if the server
 * refuses the token. Cache between calls; be quick, since the deadline of a mail is running. An exception ends the attempt
 * and is treated like a refused login; its message must not hold the token.
 */
@FunctionalInterface
public interface AccessTokenSupplier {
    /**
     * The token to show.
     *
     * @param refused whether the server has just refused the token given last: a cached one must be renewed
     * @return the bare token, without {@code Bearer}
     */
    String accessToken(boolean refused);
}
