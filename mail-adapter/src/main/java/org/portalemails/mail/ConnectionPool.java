package org.portalemails.mail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections of one server that rest between two mails, and the right to hold one. Thread-safe. */
final class ConnectionPool {
    private final SmtpSettings settings;
    private final Semaphore permits;
    private final ArrayDeque<SmtpConnection> resting = new ArrayDeque<>();
    private boolean closed;

    ConnectionPool(SmtpSettings settings) {
        this.settings = settings;
        this.permits = new Semaphore(settings.maxConnections());
    }

    /** Waits for the right to use a connection. */
    boolean enter(long patienceNanos) {
        try {
            return permits.tryAcquire(Math.max(0, patienceNanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        permits.release();
    }

    /** The connection used last, since the others may then age in peace; or {@code null}. */
    @Nullable
    SmtpConnection take() {
        List<SmtpConnection> old = new ArrayList<>(0);
        SmtpConnection found = null;
        synchronized (this) {
            while (found == null && !resting.isEmpty()) {
                SmtpConnection candidate = resting.pollFirst();
                if (isSpent(candidate, System.nanoTime())) {
                    old.add(candidate);
                } else {
                    found = candidate;
                }
            }
        }
        old.forEach(SmtpConnection::close);
        return found;
    }

    void giveBack(SmtpConnection connection) {
        long now = System.nanoTime();
        connection.idleSince(now);
        connection.wire().rest();
        boolean keep = connection.mails() < settings.mailsPerConnection() && !isSpent(connection, now);
        if (keep) {
            synchronized (this) {
                keep = !closed;
                if (keep) {
                    resting.addFirst(connection);
                }
            }
        }
        if (!keep) {
            connection.close();
        }
    }

    private boolean isSpent(SmtpConnection connection, long now) {
        return connection.wire().isClosed()
                || connection.wire().hasUnread()
                || now - connection.openedAt() > settings.maxConnectionAge().toNanos()
                || now - connection.idleSince() > settings.idleTimeout().toNanos();
    }

    /** Closes what has rested too long. */
    void closeSpent() {
        List<SmtpConnection> spent = new ArrayList<>();
        long now = System.nanoTime();
        synchronized (this) {
            resting.removeIf(connection -> isSpent(connection, now) && spent.add(connection));
        }
        spent.forEach(SmtpConnection::close);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    void close() {
        List<SmtpConnection> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(resting);
            resting.clear();
        }
        all.forEach(SmtpConnection::close);
    }
}
