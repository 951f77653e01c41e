package org.portalemails.screen;

import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmailsException;

/**
 * The customer group does not use the billing and receivables portal, so it has no <em>Portal Emails</em> screen. Nothing was
 * changed. Somebody who may change the rules of the group acts.
 */
public class PortalNotUsedException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final transient CustomerGroupId group;

    /**
     * Creates the exception.
     *
     * @param group the group
     */
    public PortalNotUsedException(CustomerGroupId group) {
        super("customer group " + group + " does not use the billing and receivables portal");
        this.group = group;
    }

    /**
     * The group.
     *
     * @return its id
     */
    public CustomerGroupId group() {
        return group;
    }
}
