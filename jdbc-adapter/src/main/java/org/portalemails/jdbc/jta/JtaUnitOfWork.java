package org.portalemails.jdbc.jta;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.Objects;
import java.util.function.Supplier;
import org.portalemails.PortalEmailsException;
import org.portalemails.web.UnitOfWork;

/** The server's transactions. Thread-safe, as the server's {@link UserTransaction} is. */
@SuppressWarnings("exports") // who uses this has Jakarta Transactions; everybody else need not
public final class JtaUnitOfWork implements UnitOfWork {
    private final UserTransaction transaction;

    /**
     * Transactions of a server.
     *
     * @param transaction the server's, from {@code java:comp/UserTransaction} or injected
     */
    public JtaUnitOfWork(UserTransaction transaction) {
        this.transaction = Objects.requireNonNull(transaction, "transaction");
    }

    @Override
    public <T> T of(Supplier<T> work) {
        try {
            transaction.begin();
        } catch (Exception e) {
            // Where there is one of somebody else's, that one is left alone.
            throw new PortalEmailsException("no transaction can begin", e);
        }
        try {
            T result = work.get();
            transaction.commit();
            return result;
        } catch (RuntimeException e) {
            throw rolledBack(e);
        } catch (Error e) {
            throw rolledBack(e);
        } catch (Exception e) {
            throw rolledBack(new PortalEmailsException("the transaction failed", e));
        }
    }

    /** A transaction that stays behind would be met by the next request of the thread. */
    private <E extends Throwable> E rolledBack(E cause) {
        try {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
        } catch (SystemException | RuntimeException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }
}
