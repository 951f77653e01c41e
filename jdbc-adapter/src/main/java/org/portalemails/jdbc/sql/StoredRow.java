package org.portalemails.jdbc.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row that somebody with write access, or a bug, may have damaged: what our types refuse becomes a substitute, and the row
 * says that it {@linkplain #isDamaged() is damaged}. So one such row never fails the reading of the others. Only what the database
 * itself refuses is an exception.
 */
public final class StoredRow {
    /** Stands for a text that cannot be read. */
    public static final String UNREADABLE = "unreadable";

    /** No counter of ours comes near: what is above would overflow its column at the next step. */
    private static final int MOST = 1_000_000_000;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final ResultSet row;
    private boolean damaged;

    public StoredRow(ResultSet row) {
        this.row = row;
    }

    /** Whether something that was read so far was refused. */
    public boolean isDamaged() {
        return damaged;
    }

    /** A required text, as one of our types reads it. */
    public <T> T read(int column, Function<String, T> type, T substitute) throws SQLException {
        T value = readOptional(column, type);
        if (value == null) {
            damaged = true;
            return substitute;
        }
        return value;
    }

    /** A text that may be absent. */
    public <T> @Nullable T readOptional(int column, Function<String, T> type) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        try {
            return type.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            damaged = true;
            return null;
        }
    }

    /** A required moment; one without a year of four digits is none. */
    public Instant moment(int column) throws SQLException {
        Instant value = optionalMoment(column);
        if (value == null) {
            damaged = true;
            return EARLIEST;
        }
        return value;
    }

    @Nullable
    public Instant optionalMoment(int column) throws SQLException {
        Instant value = Rows.instant(row, column);
        if (value != null && (value.isBefore(EARLIEST) || value.isAfter(LATEST))) {
            damaged = true;
            return null;
        }
        return value;
    }

    /** Zero or more. */
    public int count(int column) throws SQLException {
        int value = row.getInt(column);
        if (value < 0 || value > MOST) {
            damaged = true;
            return 0;
        }
        return value;
    }

    /** As it stands, whatever it is: statements are guarded by it. */
    public long fence(int column) throws SQLException {
        long value = row.getLong(column);
        if (value < 0 || value > Long.MAX_VALUE / 2) {
            damaged = true;
        }
        return value;
    }
}
