package org.portalemails.testkit;

import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.recovery.RecoveryRequests;

/**
 * An adapter that takes the contract test: requests for recovery, and the empty outbox into which they are answered.
 *
 * @param requests where requests wait
 * @param administration what came of them
 * @param suppressionList the list that {@code requests} heeds
 */
public record RecoveryUnderTest(
        RecoveryRequests requests, OutboxAdministration administration, SuppressionList suppressionList) {}
