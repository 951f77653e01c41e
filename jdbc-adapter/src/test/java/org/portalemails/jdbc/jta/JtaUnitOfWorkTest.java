package org.portalemails.jdbc.jta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmailsException;

@DisplayName("A unit of work in the server's transactions")
class JtaUnitOfWorkTest {
    private final Server server = new Server();
    private final JtaUnitOfWork unit = new JtaUnitOfWork(server);

    /** What a server does, as far as it is asked. */
    private static final class Server implements UserTransaction {
        private final List<String> done = new ArrayList<>();
        private int status = Status.STATUS_NO_TRANSACTION;
        private @Nullable RollbackException refusal;

        @Override
        public void begin() throws NotSupportedException {
            if (status != Status.STATUS_NO_TRANSACTION) {
                throw new NotSupportedException("nested");
            }
            done.add("begin");
            status = Status.STATUS_ACTIVE;
        }

        @Override
        public void commit() throws RollbackException, HeuristicRollbackException {
            done.add("commit");
            status = Status.STATUS_NO_TRANSACTION;
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public void rollback() {
            done.add("rollback");
            status = Status.STATUS_NO_TRANSACTION;
        }

        @Override
        public void setRollbackOnly() {
            status = Status.STATUS_MARKED_ROLLBACK;
        }

        @Override
        public int getStatus() {
            return status;
        }

        @Override
        public void setTransactionTimeout(int seconds) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    @DisplayName("commits what was done, and gives its result")
    void commits() {
        String result = unit.of(() -> {
            server.done.add("work");
            return "result";
        });
        assertThat(result).isEqualTo("result");
        assertThat(server.done).containsExactly("begin", "work", "commit");
    }

    @Test
    @DisplayName("rolls back whatever is thrown, and throws it unchanged")
    void rollsBack() {
        for (Throwable thrown : List.of(new IllegalStateException("work"), new StackOverflowError())) {
            server.done.clear();
            assertThatThrownBy(() -> unit.of(() -> {
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(server.done).containsExactly("begin", "rollback");
        }
    }

    @Test
    @DisplayName("says that a commit failed, after which there is nothing to roll back")
    void refused() {
        server.refusal = new RollbackException("timed out");
        assertThatThrownBy(() -> unit.of(() -> "result"))
                .isInstanceOf(PortalEmailsException.class)
                .hasCause(server.refusal);
        assertThat(server.done).containsExactly("begin", "commit");
    }

    @Test
    @DisplayName("leaves a transaction alone that somebody else began")
    void nested() {
        server.status = Status.STATUS_ACTIVE;
        assertThatThrownBy(() -> unit.of(() -> "result"))
                .isInstanceOf(PortalEmailsException.class)
                .hasCauseInstanceOf(NotSupportedException.class);
        assertThat(server.status).isEqualTo(Status.STATUS_ACTIVE);
        assertThat(server.done).isEmpty();
    }
}
