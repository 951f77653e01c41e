package org.portalemails.demo.settings;

import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.address.EmailAddress;
import org.portalemails.demo.security.DemoUsers;
import org.portalemails.screen.ScreenAccess;
import org.portalemails.screen.ScreenPermission;
import org.portalemails.screen.ScreenUser;
import org.springframework.stereotype.Component;

/** Administrators do everything; staff handle mails. */
@Component
class Permissions implements ScreenAccess {
    private final DemoUsers users;

    Permissions(DemoUsers users) {
        this.users = users;
    }

    @Override
    public Optional<ScreenUser> userOf(@Nullable Principal principal) {
        return Optional.ofNullable(principal).map(Principal::getName).map(name -> {
            boolean administrator = users.isAdministrator(name);
            return new ScreenUser(
                    users.fullName(name),
                    EmailAddress.of(users.address(name)),
                    (what, where) -> administrator
                            || what == ScreenPermission.SEE_MAILS
                            || what == ScreenPermission.HANDLE_MAILS);
        });
    }
}
