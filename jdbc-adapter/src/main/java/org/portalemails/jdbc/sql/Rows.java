package org.portalemails.jdbc.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** How our values stand in columns: moments as UTC without zone and in whole microseconds, absent ones as null. */
public final class Rows {
    private Rows() {}

    public static void set(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, value);
        }
    }

    public static void set(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.TIMESTAMP);
        } else {
            statement.setObject(index, LocalDateTime.ofInstant(value.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
        }
    }

    public static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    public static Instant requiredInstant(ResultSet row, int column) throws SQLException {
        Instant value = instant(row, column);
        if (value == null) {
            throw new UnexpectedAnswerException("a moment is missing in column " + column);
        }
        return value;
    }

    public static String requiredString(ResultSet row, int column) throws SQLException {
        String value = row.getString(column);
        if (value == null) {
            throw new UnexpectedAnswerException("a text is missing in column " + column);
        }
        return value;
    }

    /** {@code (?, ?, …)} for a size that is rounded up, so that few different statements arise. */
    public static String placeholders(int values) {
        return "(" + String.join(", ", Collections.nCopies(rounded(values), "?")) + ")";
    }

    /** Fills {@link #placeholders}; the last value is repeated. */
    public static int fill(PreparedStatement statement, int first, Collection<String> values) throws SQLException {
        int index = first;
        String last = "";
        for (String value : values) {
            statement.setString(index++, value);
            last = value;
        }
        for (int i = values.size(); i < rounded(values.size()); i++) {
            statement.setString(index++, last);
        }
        return index;
    }

    private static int rounded(int values) {
        int size = 1;
        while (size < values) {
            size *= 2;
        }
        return size;
    }

    /** Whether one statement of a batch changed its row; a driver that does not say so is asked to be exact elsewhere. */
    public static boolean changed(int count) throws SQLException {
        if (count == Statement.SUCCESS_NO_INFO) {
            throw new UnexpectedAnswerException(
                    "the driver does not say how many rows a batch changed; switch its batch rewriting off"
                            + " for the data source of the outbox");
        }
        return count > 0;
    }
}
