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

/** By which routes mails are to leave: asked of the claim's index from one route to the next, whatever number of mails waits for each. */
public final class WaitingRoutes {
    private final String next;

    public WaitingRoutes(TableNames tables) {
        this.next = "SELECT MIN(route) FROM " + tables.of(Table.OUTBOX) + " WHERE lane = ? AND route > ?";
    }

    public List<String> in(Connection connection, int lane) throws SQLException {
        List<String> routes = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(next)) {
            // Before every name, and a value in Oracle too.
            String last = " ";
            while (last != null) {
                query.setInt(1, lane);
                query.setString(2, last);
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
