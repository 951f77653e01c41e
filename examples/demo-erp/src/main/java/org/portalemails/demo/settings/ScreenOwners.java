package org.portalemails.demo.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portalemails.CustomerGroupId;
import org.portalemails.demo.customers.CustomerGroups;
import org.portalemails.host.CustomerGroup;
import org.portalemails.settings.SettingsOwner;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Whose settings a path means: a group's, or the company-wide default. */
@Component
class ScreenOwners {
    /** Stands in the path where groups have their id. */
    static final String COMPANY_DEFAULT = "company-default";

    private final CustomerGroups groups;

    ScreenOwners(CustomerGroups groups) {
        this.groups = groups;
    }

    /**
     * An owner as the page shows it.
     *
     * @param group {@code null} for the company-wide default
     */
    record ScreenOwner(String path, SettingsOwner owner, @Nullable CustomerGroup group) {
        public boolean companyWide() {
            return group == null;
        }

        public boolean available() {
            return group == null || group.usesPortal();
        }
    }

    ScreenOwner of(String path) {
        if (path.equals(COMPANY_DEFAULT)) {
            return new ScreenOwner(path, SettingsOwner.COMPANY_WIDE, null);
        }
        CustomerGroup group = Optional.of(path)
                .map(CustomerGroupId::new)
                .flatMap(groups::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new ScreenOwner(path, SettingsOwner.group(group.id()), group);
    }
}
