package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.outbox.EntryReason;
import org.portalemails.outbox.EntryState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends rows that our types refuse, each alone. They keep their bodies, so that somebody who repairs the row can queue it again; a body
 * with a secret goes with the end of the secret.
 */
final class DamagedRows {
    private static final Logger LOG = LoggerFactory.getLogger(DamagedRows.class);

    private final String end;

    DamagedRows(TableNames tables) {
        this.end = "UPDATE " + tables.of(Table.OUTBOX) + " SET state = " + Codes.literal(EntryState.DEAD)
                + ", reason = " + Codes.literal(EntryReason.ROW_DAMAGED)
                + ", lane = CASE WHEN expires_at IS NULL THEN NULL ELSE " + Lanes.DEAD_WITH_SECRET
                + " END, due_at = expires_at, claimed_by = NULL, finished_at = ?, fence = ? WHERE id = ? AND fence = ?";
    }

    /**
     * A row, by what stands in its columns, sound or not.
     *
     * @param id its id
     * @param fence its fence
     */
    record Key(String id, long fence) {
        long nextFence() {
            return fence < 0 || fence == Long.MAX_VALUE ? 0 : fence + 1;
        }
    }

    void end(Connection connection, List<Key> rows, Instant now) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int ended = 0;
        try (PreparedStatement update = connection.prepareStatement(end)) {
            for (Key row : rows) {
                Rows.set(update, 1, now);
                update.setLong(2, row.nextFence());
                update.setString(3, row.id());
                update.setLong(4, row.fence());
                ended += update.executeUpdate();
            }
        }
        // No ids: what stands in such a row may be anything.
        LOG.warn("{} rows of the outbox are damaged and dead now: {}", ended, EntryReason.ROW_DAMAGED.code());
    }
}
