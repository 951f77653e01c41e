package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.outbox.Hold;

/**
 * Whose mails stand in a line, and by which routes they leave: asked of an index from one group, company and route to the next, whatever number
 * of mails each has.
 */
final class WaitingPlaces {
    /** Before every name, and a value in Oracle too. */
    private static final String BEFORE_ALL = " ";

    private final DialectRules rules;
    private final String nextGroup;
    private final String nextCompany;
    private final String nextRoute;

    WaitingPlaces(DialectRules rules, TableNames tables) {
        this.rules = rules;
        String from =
                " FROM " + tables.of(Table.OUTBOX) + rules.by(tables.index("outbox_whose_ix")) + " WHERE lane = ?";
        String first = rules.limit(1);
        this.nextGroup = "SELECT group_id" + from + " AND group_id > ? ORDER BY lane, group_id" + first;
        this.nextCompany = "SELECT company_id" + from + " AND group_id = ? AND company_id > ?"
                + " ORDER BY lane, group_id, company_id" + first;
        this.nextRoute = "SELECT route" + from + " AND group_id = ? AND company_id = ? AND route > ?"
                + " ORDER BY lane, group_id, company_id, route" + first;
    }

    /** Mails of one group and company that leave by one route, as the database has their names. */
    record Place(String group, String company, String route) {
        /** What is damaged stands under no hold of its own; a claim finds the damage. */
        boolean isHeldBy(List<Hold> holds) {
            CustomerGroupId one = groupOf(group);
            CompanyId its = companyOf(company);
            return holds.stream().anyMatch(hold -> hold.scope().covers(one, its, route));
        }

        private static CustomerGroupId groupOf(String stored) {
            try {
                return new CustomerGroupId(stored);
            } catch (IllegalArgumentException e) {
                return new CustomerGroupId(StoredRow.UNREADABLE);
            }
        }

        private static CompanyId companyOf(String stored) {
            try {
                return new CompanyId(stored);
            } catch (IllegalArgumentException e) {
                return new CompanyId(StoredRow.UNREADABLE);
            }
        }
    }

    /** The first group behind another one, or {@code null}. */
    @Nullable
    String groupBehind(Connection connection, int lane, @Nullable String group) throws SQLException {
        return first(connection, nextGroup, lane, group == null ? BEFORE_ALL : group);
    }

    List<Place> ofGroup(Connection connection, int lane, String group) throws SQLException {
        List<Place> places = new ArrayList<>();
        String company = first(connection, nextCompany, lane, group, BEFORE_ALL);
        while (company != null) {
            String route = first(connection, nextRoute, lane, group, company, BEFORE_ALL);
            while (route != null) {
                places.add(new Place(group, company, route));
                route = first(connection, nextRoute, lane, group, company, route);
            }
            company = first(connection, nextCompany, lane, group, company);
        }
        return places;
    }

    private @Nullable String first(Connection connection, String sql, int lane, String... names) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(1, lane);
            for (int i = 0; i < names.length; i++) {
                query.setString(i + 2, i == names.length - 1 ? rules.behind(names[i]) : names[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
