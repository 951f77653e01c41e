package org.portalemails.jdbc.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.portalemails.outbox.HoldScope;

/** Which rows of the outbox a hold covers, as a condition of a statement. */
record ScopeCondition(String condition, @Nullable String value) {
    static ScopeCondition of(HoldScope scope) {
        if (scope instanceof HoldScope.Group group) {
            return new ScopeCondition("group_id = ?", group.id().value());
        }
        if (scope instanceof HoldScope.Company company) {
            return new ScopeCondition("company_id = ?", company.id().value());
        }
        if (scope instanceof HoldScope.Route route) {
            return new ScopeCondition("route = ?", route.name());
        }
        return new ScopeCondition("1 = 1", null);
    }

    /** Only what it covers. */
    String and() {
        return " AND " + condition;
    }

    /** Only what it does not cover. */
    String andNot() {
        return " AND NOT " + condition;
    }

    /** The index after the last one that was bound. */
    int bind(PreparedStatement statement, int index) throws SQLException {
        if (value == null) {
            return index;
        }
        statement.setString(index, value);
        return index + 1;
    }
}
