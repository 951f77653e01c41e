package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;

/** By which routes mails are to leave: asked of the claim's index from one route to the next, whatever number of mails waits for each. */
public final class WaitingRoutes {
    private final DialectRules rules;
    private final String next;

    public WaitingRoutes(DialectRules rules, TableNames tables) {
        this.rules = rules;
        // Not MIN(route): some databases would read the whole line.
        this.next = "SELECT route FROM " + tables.of(Table.OUTBOX) + rules.by(tables.index("outbox_claim_ix"))
                + " WHERE lane = ? AND route > ? ORDER BY lane, route" + rules.limit(1);
    }

    public List<String> in(Connection connection, int lane) throws SQLException {
        List<String> routes = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(next)) {
            // Before every name, and a value in Oracle too.
            String last = " ";
            while (last != null) {
                query.setInt(1, lane);
                query.setString(2, rules.behind(last));
                try (ResultSet row = query.executeQuery()) {
                    last = row.next() ? row.getString(1) : null;
                }
                if (last != null) {
                    routes.add(last);
                }
            }
        }
        return routes;
    }

    Set<String> all(Connection connection) throws SQLException {
        Set<String> routes = new TreeSet<>();
        for (int lane : new int[] {Lanes.SECURITY, Lanes.ORDINARY, Lanes.ALONE, Lanes.WAITING}) {
            routes.addAll(in(connection, lane));
        }
        return routes;
    }
}
