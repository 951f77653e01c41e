package org.portalemails.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** The host's connections, as it described them. */
record BorrowedConnections(Borrowing borrowing, GivingBack givingBack, TransactionTest test)
        implements ConnectionSource {
    BorrowedConnections {
        Objects.requireNonNull(borrowing, "borrowing");
        Objects.requireNonNull(givingBack, "givingBack");
        Objects.requireNonNull(test, "test");
    }

    @Override
    public Connection borrow() throws SQLException {
        return borrowing.borrow();
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
        givingBack.giveBack(connection);
    }

    @Override
    public boolean isInTransaction(Connection connection) throws SQLException {
        return test.isInTransaction(connection);
    }
}
