package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.TableNames.Table;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.limit.LimitTable;
import org.portalemails.jdbc.sql.Codes;
import org.portalemails.limit.Quota;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.spi.ClaimedMail;

/**
 * Counts claimed mails that limits govern. Counters and the mark on the mail change in one transaction, so a mail counts once; and
 * counters are locked before the mail, which only its holder changes, so nobody waits in a circle.
 */
final class Admissions {
    private final DialectRules rules;
    private final LimitTable limits;
    private final String find;
    private final String mark;

    Admissions(DialectRules rules, TableNames tables) {
        this.rules = rules;
        this.limits = new LimitTable(rules, tables);
        String guard = " WHERE id = ? AND fence = ? AND state = " + Codes.literal(EntryState.SENDING);
        this.find = "SELECT quotas FROM " + tables.of(Table.OUTBOX) + guard;
        this.mark = "UPDATE " + tables.of(Table.OUTBOX) + " SET quotas = NULL" + guard;
    }

    /** Whether the mail is held under this claim, and counted. */
    boolean admit(Connection connection, ClaimedMail mail) throws SQLException {
        List<Quota> quotas;
        try (PreparedStatement query = connection.prepareStatement(find)) {
            bind(query, mail);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                String text = row.getString(1);
                quotas = text == null ? List.of() : Quota.ofText(text);
            }
        }
        if (!limits.count(connection, quotas, rules.now(connection))) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(mark)) {
            bind(update, mail);
            if (update.executeUpdate() > 0) {
                return true;
            }
        }
        limits.undo(connection, quotas);
        return false;
    }

    private static void bind(PreparedStatement statement, ClaimedMail mail) throws SQLException {
        statement.setString(1, mail.id().value());
        statement.setLong(2, mail.fence());
    }
}
