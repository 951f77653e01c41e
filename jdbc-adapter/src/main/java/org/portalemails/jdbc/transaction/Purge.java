package org.portalemails.jdbc.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;

/** Deletes what ended long ago, a chunk in each transaction, so that no lock is held for long. */
public final class Purge {
    private static final int CHUNK = 500;

    private final Transactions transactions;
    private final DialectRules rules;
    private final String doing;
    private final List<String> endedBefore;
    private final List<String> deletions;

    /**
     * Describes a purge.
     *
     * @param doing what to call it in an error
     * @param endedBefore each finds ids, in an order and without a limit; both parameters are the moment before which a row must have been made and have ended
     * @param deletions each waits for a list of ids; what the last one deletes counts
     */
    public Purge(
            Transactions transactions,
            DialectRules rules,
            String doing,
            List<String> endedBefore,
            List<String> deletions) {
        this.transactions = transactions;
        this.rules = rules;
        this.doing = doing;
        this.endedBefore = endedBefore;
        this.deletions = deletions;
    }

    /** How many rows are gone. */
    public int run(Duration endedLongerAgoThan) {
        int sum = 0;
        int step = step(endedLongerAgoThan, CHUNK);
        while (step > 0) {
            sum += step;
            step = step(endedLongerAgoThan, CHUNK);
        }
        return sum;
    }

    /** How many rows are gone, of one of the queries that finds some, in one transaction. */
    public int step(Duration endedLongerAgoThan, int most) {
        for (String query : endedBefore) {
            int deleted = transactions.inOurs(
                    doing,
                    connection -> chunk(
                            connection,
                            query + rules.limit(most),
                            rules.now(connection).minus(endedLongerAgoThan)));
            if (deleted > 0) {
                return deleted;
            }
        }
        return 0;
    }

    private int chunk(Connection connection, String query, Instant before) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement search = connection.prepareStatement(query)) {
            Rows.set(search, 1, before);
            Rows.set(search, 2, before);
            try (ResultSet row = search.executeQuery()) {
                while (row.next()) {
                    ids.add(Rows.requiredString(row, 1));
                }
            }
        }
        if (ids.isEmpty()) {
            return 0;
        }
        int deleted = 0;
        for (String deletion : deletions) {
            try (PreparedStatement statement = connection.prepareStatement(deletion + Rows.placeholders(ids.size()))) {
                Rows.fill(statement, 1, ids);
                deleted = statement.executeUpdate();
            }
        }
        return deleted;
    }
}
