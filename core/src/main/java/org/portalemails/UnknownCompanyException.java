package org.portalemails;

/** The host's directory does not know the company. Nothing was written; the host's developer acts. */
public class UnknownCompanyException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final transient CompanyId company;

    /**
     * Creates the exception.
     *
     * @param company the company that was asked for
     */
    public UnknownCompanyException(CompanyId company) {
        super("unknown company " + company);
        this.company = company;
    }

    /**
     * The company that was asked for.
     *
     * @return its id
     */
    public CompanyId company() {
        return company;
    }
}
