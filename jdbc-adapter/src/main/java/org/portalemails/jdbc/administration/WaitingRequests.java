package org.portalemails.jdbc.administration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.portalemails.address.EmailAddress;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.jdbc.sql.StoredRow;
import org.portalemails.outbox.OutboxAdministration.WaitingRequest;

/**
 * Requests for recovery that still hold an address, for people who ask what is kept about them. All that wait are read: they are few,
 * and stand in the case in which they were typed.
 */
final class WaitingRequests {
    private final String waiting;
    private final String delete;

    WaitingRequests(TableNames tables) {
        String table = tables.of(Table.RECOVERY);
        this.waiting = "SELECT id, kind, address, created_at FROM " + table
                + " WHERE due_at IS NOT NULL AND address IS NOT NULL ORDER BY created_at, id";
        this.delete = "DELETE FROM " + table + " WHERE id = ? AND due_at IS NOT NULL";
    }

    List<WaitingRequest> of(Connection connection, EmailAddress person) throws SQLException {
        List<WaitingRequest> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(waiting);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                StoredRow stored = new StoredRow(row);
                // What is no address is nobody's, and ends when it is taken.
                EmailAddress address = stored.readOptional(3, EmailAddress::of);
                if (address != null && address.mailboxKey().equals(person.mailboxKey())) {
                    found.add(new WaitingRequest(
                            Rows.requiredString(row, 1), Rows.requiredString(row, 2), stored.moment(4)));
                }
            }
        }
        return found;
    }

    /** Whoever answers one at this moment ends first, or writes nothing. */
    int delete(Connection connection, EmailAddress person) throws SQLException {
        int deleted = 0;
        try (PreparedStatement deletion = connection.prepareStatement(delete)) {
            for (WaitingRequest request : of(connection, person)) {
                deletion.setString(1, request.id());
                deleted += deletion.executeUpdate();
            }
        }
        return deleted;
    }
}
