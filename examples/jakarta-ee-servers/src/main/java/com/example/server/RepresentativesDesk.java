package com.example.server;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.portalemails.announce.Notifier;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.RepresentativeAdded;

/** A piece of the ERP's business: a record and its announcement become true together. The container begins and ends. */
@ApplicationScoped
class RepresentativesDesk {
    @Resource(lookup = DataSources.IN_TRANSACTIONS)
    DataSource dataSource;

    // snippet: announce
    @Inject
    Notifier notifier;

    @Transactional
    void add(String id) throws SQLException {
        insert(id);
        notifier.announce(added(id));
    }
    // end

    /** As {@link #add}, but something later in the same transaction fails. */
    @Transactional
    void addAndFail(String id) throws SQLException {
        insert(id);
        notifier.announce(added(id));
        throw new IllegalStateException("the credit check failed");
    }

    /** Refused: nothing would keep the announcement and the record together. */
    void announceOutsideOfATransaction(String id) {
        notifier.announce(added(id));
    }

    @Transactional
    int count() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from representative")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void insert(String id) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into representative (id) values (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    private static RepresentativeAdded added(String id) {
        return new RepresentativeAdded(
                EventHeader.of(new EventId(id), PortalEmailsProducer.RETAIL.id(), Instant.now(), "Maples Inc."),
                id,
                PortalEmailsProducer.MARIE,
                "Luc Gagnon",
                null);
    }
}
