package org.portalemails.demo.customers;

import java.util.List;
import java.util.Map;
import org.portalemails.address.EmailAddress;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.PortalAccount;
import org.springframework.stereotype.Component;

/** Answers Portal Emails' question: who can sign in with this address on file? Asked after the person has got their answer. */
@Component
class PortalAccounts implements AccountDirectory {
    private final Representatives representatives;

    PortalAccounts(Representatives representatives) {
        this.representatives = representatives;
    }

    @Override
    public List<PortalAccount> accountsOf(EmailAddress address) {
        return representatives.behind(address).stream()
                .filter(Representative::hasAccess)
                .map(PortalAccounts::account)
                .toList();
    }

    private static PortalAccount account(Representative one) {
        Company company = one.company();
        return new PortalAccount(
                company.group(), company.name(), List.of(company.name()), one.contact(), one.id(), Map.of());
    }
}
