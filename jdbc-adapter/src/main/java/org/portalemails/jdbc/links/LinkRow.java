package org.portalemails.jdbc.links;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.portalemails.jdbc.dialect.DialectRules;
import org.portalemails.jdbc.sql.Rows;
import org.portalemails.links.LinkAnswer;
import org.portalemails.links.LinkFate;
import org.portalemails.links.LinkState;
import org.portalemails.links.OneTimeLinks;

/** A row, at one moment of the database's. */
record LinkRow(
        String purpose,
        String reference,
        Instant expiresAt,
        @Nullable Instant openedAt,
        @Nullable Instant usedAt,
        @Nullable String usedBy,
        boolean isRevoked,
        int number,
        Instant now) {
    /** No purpose has this code: stands where there is no row, so that a link that nobody knows costs what a known one does. */
    private static final String NONE = "'?'";

    /** Of two rows {@code n} and {@code l}. */
    static final String SAME =
            "n.purpose = COALESCE(l.purpose, " + NONE + ") AND n.reference = COALESCE(l.reference, " + NONE + ")";

    /**
     * A query of rows with the alias {@code l}, up to its FROM. The row may be one of nulls.
     *
     * @param number what is counted for each
     * @param more further columns, from the tenth
     */
    static String query(String number, DialectRules rules, String more) {
        return "SELECT COALESCE(l.purpose, " + NONE + "), COALESCE(l.reference, " + NONE + "), COALESCE(l.expires_at, "
                + rules.utcNow() + "), l.opened_at, l.used_at, l.used_by, l.revoked_at, " + number + ", "
                + rules.utcNow() + more;
    }

    /** How many links are newer than {@code l}: those of one transaction may be of one moment, then the number counts, and of two at once the hash. */
    static String newer(String table) {
        return "(SELECT COUNT(*) FROM " + table + " n WHERE " + SAME
                + " AND (n.issued_at > l.issued_at OR n.issued_at = l.issued_at AND (n.issue_no > l.issue_no"
                + " OR n.issue_no = l.issue_no AND n.token_hash > l.token_hash)))";
    }

    static LinkRow of(ResultSet row) throws SQLException {
        return new LinkRow(
                Rows.requiredString(row, 1),
                Rows.requiredString(row, 2),
                Rows.requiredInstant(row, 3),
                Rows.instant(row, 4),
                Rows.instant(row, 5),
                row.getString(6),
                Rows.instant(row, 7) != null,
                row.getInt(8),
                Rows.requiredInstant(row, 9));
    }

    boolean isOver() {
        return !expiresAt.isAfter(now);
    }

    /** The number says how many are newer. */
    LinkAnswer answer() {
        if (usedAt != null) {
            return answer(LinkState.USED);
        }
        if (isRevoked) {
            return LinkAnswer.unknown();
        }
        if (number > 0) {
            return answer(LinkState.SUPERSEDED);
        }
        return answer(isOver() ? LinkState.EXPIRED : LinkState.VALID);
    }

    private LinkAnswer answer(LinkState state) {
        return new LinkAnswer(state, reference, false);
    }

    /** The answer to a redeem that did not succeed, perhaps because it had before. */
    LinkAnswer answer(@Nullable String asking) {
        boolean again = usedAt != null
                && asking != null
                && asking.equals(usedBy)
                && usedAt.plus(OneTimeLinks.REPEAT_WINDOW).isAfter(now);
        return again ? new LinkAnswer(LinkState.VALID, reference, true) : answer();
    }

    LinkFate fate() {
        if (usedAt != null) {
            return LinkFate.USED;
        }
        if (isRevoked) {
            return LinkFate.REVOKED;
        }
        if (isOver()) {
            return LinkFate.EXPIRED;
        }
        return openedAt == null ? LinkFate.SENT : LinkFate.OPENED;
    }
}
