package com.example.plain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.portalemails.announce.Notifier;
import org.portalemails.event.RepresentativeAdded;

/** A piece of the host's business: a record and its announcement become true together. */
final class CustomerDesk {
    private final Transactions transactions;
    private final Notifier notifier;

    CustomerDesk(Transactions transactions, Notifier notifier) {
        this.transactions = transactions;
        this.notifier = notifier;
    }

    void add(RepresentativeAdded added) throws SQLException {
        transactions.run(connection -> {
            insert(connection, added.requestId());
            notifier.announce(added);
        });
    }

    /** As {@link #add}, but something later in the same transaction fails. */
    void addAndFail(RepresentativeAdded added) throws SQLException {
        transactions.run(connection -> {
            insert(connection, added.requestId());
            notifier.announce(added);
            throw new SQLException("the credit check failed");
        });
    }

    private static void insert(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into representative (id) values (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }
}
