package org.portalemails.demo.customers;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ERP's tables of companies and representatives. */
@Repository
public class Representatives {
    private static final String COMPANIES = "select id, group_id, name from erp_company";
    private static final String ADD_COMPANY = "insert into erp_company (id, group_id, name) values (?, ?, ?)";
    private static final String SELECT =
            """
            select r.id, r.first_name, r.last_name, r.email, r.language, r.user_name, r.standing, r.primary_contact,
                   r.changes, r.created_at, c.id as company_id, c.group_id, c.name as company_name
              from erp_representative r join erp_company c on c.id = r.company_id
            """;
    private static final String INSERT =
            """
            insert into erp_representative (id, company_id, first_name, last_name, email, language, user_name, standing,
                   primary_contact, changes, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE =
            "update erp_representative set user_name = ?, standing = ?, primary_contact = ?, changes = ?, email = ? where id = ?";
    private static final RowMapper<Company> COMPANY = (row, number) ->
            new Company(row.getString("id"), new CustomerGroupId(row.getString("group_id")), row.getString("name"));
    private static final RowMapper<Representative> REPRESENTATIVE = (row, number) -> new Representative(
            row.getString("id"),
            new Company(
                    row.getString("company_id"),
                    new CustomerGroupId(row.getString("group_id")),
                    row.getString("company_name")),
            row.getString("first_name"),
            row.getString("last_name"),
            row.getString("email"),
            Locale.forLanguageTag(row.getString("language")),
            row.getString("user_name"),
            Standing.valueOf(row.getString("standing")),
            row.getBoolean("primary_contact"),
            row.getInt("changes"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Representatives(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** All companies, by name. */
    public List<Company> companies() {
        return jdbc.sql(COMPANIES + " order by name").query(COMPANY).list();
    }

    /** A company. */
    public Optional<Company> company(String id) {
        return jdbc.sql(COMPANIES + " where id = ?").param(id).query(COMPANY).optional();
    }

    /** A company by its name, in any case. */
    public Optional<Company> companyNamed(String name) {
        return jdbc.sql(COMPANIES + " where lower(name) = lower(?) order by id fetch first 1 rows only")
                .param(name.strip())
                .query(COMPANY)
                .optional();
    }

    void add(Company company) {
        jdbc.sql(ADD_COMPANY)
                .params(company.id(), company.group().value(), company.name())
                .update();
    }

    /** The newest representatives. */
    public List<Representative> newest(int limit) {
        return jdbc.sql(SELECT + " order by r.created_at desc, r.id fetch first ? rows only")
                .param(limit)
                .query(REPRESENTATIVE)
                .list();
    }

    /** Representatives whose name, address or company has what was typed, the newest first. */
    List<Representative> named(String typed, int limit) {
        String part = "%" + typed.strip().toLowerCase(Locale.ROOT).replaceAll("[%_!]", "!$0") + "%";
        return jdbc.sql(SELECT
                        + " where lower(r.first_name || ' ' || r.last_name || ' ' || r.email || ' ' || c.name) like ? escape '!'"
                        + " order by r.created_at desc, r.id fetch first ? rows only")
                .params(part, limit)
                .query(REPRESENTATIVE)
                .list();
    }

    /** How many there are. */
    public long count() {
        return jdbc.sql("select count(*) from erp_representative")
                .query(Long.class)
                .single();
    }

    /** One of them. */
    public Optional<Representative> find(String id) {
        return jdbc.sql(SELECT + " where r.id = ?")
                .param(id)
                .query(REPRESENTATIVE)
                .optional();
    }

    List<Representative> behind(EmailAddress address) {
        return jdbc.sql(SELECT + " where lower(r.email) = ? order by r.created_at, r.id")
                .param(address.mailboxKey())
                .query(REPRESENTATIVE)
                .list();
    }

    Optional<Representative> primaryContact(Company company) {
        return jdbc.sql(SELECT + " where c.id = ? and r.primary_contact")
                .param(company.id())
                .query(REPRESENTATIVE)
                .optional();
    }

    void add(List<Representative> representatives) {
        batches.batchUpdate(INSERT, representatives, 500, (statement, added) -> {
            statement.setString(1, added.id());
            statement.setString(2, added.company().id());
            statement.setString(3, added.firstName());
            statement.setString(4, added.lastName());
            statement.setString(5, added.email());
            statement.setString(6, added.language().toLanguageTag());
            statement.setString(7, added.userName());
            statement.setString(8, added.standing().name());
            statement.setBoolean(9, added.primaryContact());
            statement.setInt(10, added.changes());
            statement.setObject(11, added.createdAt().atOffset(ZoneOffset.UTC));
        });
    }

    void update(Representative changed) {
        batches.update(UPDATE, statement -> {
            statement.setString(1, changed.userName());
            statement.setString(2, changed.standing().name());
            statement.setBoolean(3, changed.primaryContact());
            statement.setInt(4, changed.changes());
            statement.setString(5, changed.email());
            statement.setString(6, changed.id());
        });
    }
}
