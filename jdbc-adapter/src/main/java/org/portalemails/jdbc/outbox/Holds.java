package org.portalemails.jdbc.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.TableNames;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.transaction.Transactions;
import org.portalemails.outbox.Hold;
import org.portalemails.outbox.HoldScope;

/** What is on hold, for operators and dispatchers alike. Each call is one transaction of our own. */
public final class Holds {
    private final Transactions transactions;
    private final DialectRules rules;
    private final HoldTable table;
    private final SweepStatements sweep;

    public Holds(Transactions transactions, DialectRules rules, TableNames tables) {
        this.transactions = transactions;
        this.rules = rules;
        this.table = new HoldTable(rules, tables);
        this.sweep = new SweepStatements(rules, tables);
    }

    public List<Hold> all() {
        return transactions.inOurs("looking what is on hold", table::all);
    }

    /** Begins an operator's hold, in the place of whatever hold there was. */
    public void begin(HoldScope scope, String reason, @Nullable String author) {
        transactions.inOurs("putting mails on hold", connection -> {
            table.remove(connection, scope);
            return table.add(
                    connection, new Hold(scope, Hold.Cause.OPERATOR, reason, rules.now(connection), author), null);
        });
    }

    /** Begins a dispatcher's hold; {@code false} if the scope is on hold already. */
    boolean beginMisconfigured(HoldScope scope, String reason, Duration firstProbe) {
        return transactions.inOurs("putting mails on hold", connection -> {
            Instant now = rules.now(connection);
            return table.add(connection, new Hold(scope, Hold.Cause.MISCONFIGURED, reason, now), now.plus(firstProbe));
        });
    }

    /** Ends a hold of whatever cause; whether there was one. */
    public boolean end(HoldScope scope) {
        return end("releasing a hold", scope, table::remove);
    }

    /** Ends a hold that a dispatcher began; whether there was one. */
    boolean endMisconfigured(HoldScope scope) {
        return end("ending a hold", scope, table::removeMisconfigured);
    }

    /** Takes a hold out of the table; whether there was one. */
    private interface Removal {
        boolean of(Connection connection, HoldScope scope) throws SQLException;
    }

    private boolean end(String doing, HoldScope scope, Removal removal) {
        return transactions.inOurs(doing, connection -> {
            boolean there = removal.of(connection, scope);
            if (there) {
                sweep.offHold(connection, scope, table.all(connection), rules.now(connection));
            }
            return there;
        });
    }
}
