package org.portalemails.demo.customers;

import java.util.List;
import java.util.Optional;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ERP's customer groups. Also answers Portal Emails' question: does this group use the portal? */
@Repository
public class CustomerGroups implements CustomerGroupDirectory {
    private static final String ALL = "select id, name, uses_portal, company from erp_customer_group order by name";
    private static final String ONE = "select id, name, uses_portal, company from erp_customer_group where id = ?";
    private static final String ADD =
            "insert into erp_customer_group (id, name, uses_portal, company) values (?, ?, ?, ?)";
    private static final String USE_PORTAL = "update erp_customer_group set uses_portal = ? where id = ?";
    private static final RowMapper<CustomerGroup> GROUP = (row, number) -> new CustomerGroup(
            new CustomerGroupId(row.getString("id")),
            row.getString("name"),
            row.getBoolean("uses_portal"),
            new CompanyId(row.getString("company")));

    private final JdbcClient jdbc;

    CustomerGroups(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All groups, by name. */
    public List<CustomerGroup> all() {
        return jdbc.sql(ALL).query(GROUP).list();
    }

    @Override
    public Optional<CustomerGroup> find(CustomerGroupId id) {
        return jdbc.sql(ONE).param(id.value()).query(GROUP).optional();
    }

    /** Adds a group. */
    public void add(CustomerGroup group) {
        jdbc.sql(ADD)
                .params(
                        group.id().value(),
                        group.name(),
                        group.usesPortal(),
                        group.company().value())
                .update();
    }

    /** Changes the rule that says whether a group uses the billing and receivables portal. */
    public void usePortal(CustomerGroupId id, boolean used) {
        jdbc.sql(USE_PORTAL).params(used, id.value()).update();
    }
}
