package org.portalemails.recovery;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.PortalEmailsException;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.EmailAddressException;

/**
 * What the host's sign-in page calls for a forgotten user name or password, with whatever was typed.
 *
 * <p>Promises:
 *
 * <ul>
 *   <li><b>P8 Nothing given away</b>: known, unknown, limited and malformed addresses are answered alike, with nothing, for the same work,
 *       which is one statement that writes the request down. Who is meant, whether there is a limit, and what is sent, is decided
 *       afterwards by the {@link org.portalemails.recovery.RecoveryProcessor}, on a thread of the dispatcher's.
 *   <li><b>P1 Joined</b>: writes in the current transaction, on its connection; rolled back with it.
 *   <li>The mail goes to the address on file, never to one from the request; unless {@link
 *       org.portalemails.recovery.RecoveryPolicy#tellsUnknown()}.
 * </ul>
 *
 * <p>What this does not do: keep robots away from the page. A limit for each client, or a puzzle, is the host's.
 *
 * <p>Threads: may be called from many at once.
 */
public final class AccountRecovery {
    private final RecoveryRequests requests;

    /**
     * For the entry point; hosts get theirs from it.
     *
     * @param requests where requests are written down
     */
    public AccountRecovery(RecoveryRequests requests) {
        this.requests = requests;
    }

    /**
     * Somebody asks for the user names behind an address: one mail lists them all.
     *
     * @param typed whatever was typed; may be malformed, empty or {@code null}
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    public void forgotUserName(@Nullable String typed) {
        forgotUserName(typed, null);
    }

    /**
     * Somebody asks for the user names behind an address: one mail lists them all.
     *
     * @param typed whatever was typed; may be malformed, empty or {@code null}
     * @param page the language of the page, for a mail to somebody who has no account; or {@code null}
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    public void forgotUserName(@Nullable String typed, @Nullable Locale page) {
        submit(RecoveryKind.USER_NAME, parse(typed), page);
    }

    /**
     * Somebody asks for the user names behind an address: one mail lists them all.
     *
     * @param address the address
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    public void forgotUserName(EmailAddress address) {
        submit(RecoveryKind.USER_NAME, address, null);
    }

    /**
     * Somebody asks for a new password: one mail for each account behind the address.
     *
     * @param typed whatever was typed; may be malformed, empty or {@code null}
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    public void resetPassword(@Nullable String typed) {
        resetPassword(typed, null);
    }

    /**
     * Somebody asks for a new password: one mail for each account behind the address.
     *
     * @param typed whatever was typed; may be malformed, empty or {@code null}
     * @param page the language of the page, for a mail to somebody who has no account; or {@code null}
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    public void resetPassword(@Nullable String typed, @Nullable Locale page) {
        submit(RecoveryKind.PASSWORD, parse(typed), page);
    }

    /**
     * Somebody asks for a new password: one mail for each account behind the address.
     *
     * @param address the address
     * @throws PortalEmailsException if the database refuses; then the host must roll back
     */
    public void resetPassword(EmailAddress address) {
        submit(RecoveryKind.PASSWORD, address, null);
    }

    private void submit(RecoveryKind kind, @Nullable EmailAddress address, @Nullable Locale page) {
        requests.submit(NewRecoveryRequest.of(kind, address, page));
    }

    private static @Nullable EmailAddress parse(@Nullable String typed) {
        try {
            return EmailAddress.of(typed == null ? "" : typed.strip());
        } catch (EmailAddressException e) {
            return null;
        }
    }
}
