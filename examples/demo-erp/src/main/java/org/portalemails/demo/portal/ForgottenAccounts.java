package org.portalemails.demo.portal;

import java.util.Locale;
import org.portalemails.recovery.AccountRecovery;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what somebody typed who forgot their user name or password: one transaction, one statement, the same for everybody. Who is
 * meant is found out by the dispatcher, see {@code PortalAccounts}.
 */
@Service
@Transactional
class ForgottenAccounts {
    private final AccountRecovery recovery;

    ForgottenAccounts(AccountRecovery recovery) {
        this.recovery = recovery;
    }

    void forgotUserName(String typed, Locale page) {
        recovery.forgotUserName(typed, page);
    }

    void resetPassword(String typed, Locale page) {
        recovery.resetPassword(typed, page);
    }
}
