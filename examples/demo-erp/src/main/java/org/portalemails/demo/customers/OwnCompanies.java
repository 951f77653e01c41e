package org.portalemails.demo.customers;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.portalemails.CompanyId;
import org.portalemails.address.EmailAddress;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.host.PortalProfiles;
import org.springframework.stereotype.Component;

/** The companies that this ERP is for, not those of its customers: each has its groups, its sender and its portal. */
@Component
public class OwnCompanies implements CompanyDirectory, PortalProfiles {
    /** What the properties describe. */
    public static final CompanyId ERABLE = new CompanyId("ERABLE");

    /** Has a portal of its own. */
    public static final CompanyId BOREALE = new CompanyId("BOREALE");

    private static final List<Company> ALL =
            List.of(new Company(ERABLE, "Érable Industries"), new Company(BOREALE, "Boréale Distribution"));

    private static final PortalProfile OF_BOREALE = PortalProfile.builder()
            .senderCompanyName("Boréale Distribution ltée")
            .portalName("Portail Boréale")
            .portalUrl("https://portail.boreale.example")
            .supportContact("Comptes clients, Boréale", EmailAddress.of("comptes@boreale.example"), "1 800 555-0177")
            .build();

    private final PortalProfile ofErable;

    OwnCompanies(PortalProfile ofErable) {
        this.ofErable = ofErable;
    }

    @Override
    public List<Company> companies() {
        return ALL;
    }

    /** What people call them, by id. */
    public Map<String, String> names() {
        return ALL.stream().collect(Collectors.toMap(company -> company.id().value(), Company::name));
    }

    @Override
    public PortalProfile of(CompanyId company) {
        return company.equals(BOREALE) ? OF_BOREALE : ofErable;
    }
}
