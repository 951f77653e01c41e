package org.portalemails;

/** The host's directory does not know the customer group. Nothing was written; the host's developer acts. */
public class UnknownCustomerGroupException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final transient CustomerGroupId group;

    /**
     * Creates the exception.
     *
     * @param group the group that was asked for
     */
    public UnknownCustomerGroupException(CustomerGroupId group) {
        super("unknown customer group " + group);
        this.group = group;
    }

    /**
     * The group that was asked for.
     *
     * @return its id
     */
    public CustomerGroupId group() {
        return group;
    }
}
