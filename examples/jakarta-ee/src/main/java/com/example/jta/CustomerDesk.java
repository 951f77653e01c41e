package com.example.jta;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Notifier;
import org.portalemails.event.RepresentativeAdded;

/** A piece of the host's business: a record and its announcement become true together. The container begins and ends. */
@ApplicationScoped
class CustomerDesk {
    @Inject
    EnlistedConnections connections;

    @Inject
    Notifier notifier;

    @Transactional
    Announcement add(RepresentativeAdded added) throws SQLException {
        insert(added.requestId());
        return notifier.announce(added);
    }

    /** As {@link #add}, but something later in the same transaction fails. */
    @Transactional
    void addAndFail(RepresentativeAdded added) throws SQLException {
        insert(added.requestId());
        notifier.announce(added);
        throw new IllegalStateException("the credit check failed");
    }

    private void insert(String id) throws SQLException {
        try (PreparedStatement insert =
                connections.current().prepareStatement("insert into representative (id) values (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }
}
