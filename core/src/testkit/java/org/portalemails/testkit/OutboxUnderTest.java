package org.portalemails.testkit;

import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.Outbox;
import org.portalemails.outbox.spi.OutboxQueue;

/**
 * An adapter that takes the contract test: all sides of one empty outbox.
 *
 * @param outbox where mails are promised
 * @param queue where dispatchers work
 * @param administration where people operate
 * @param suppressionList the list that {@code queue} heeds
 * @param sealer what {@code outbox} seals links with
 */
public record OutboxUnderTest(
        Outbox outbox,
        OutboxQueue queue,
        OutboxAdministration administration,
        SuppressionList suppressionList,
        PayloadSealer sealer) {}
