package org.portalemails.jdbc.dialect;

import org.portalemails.outbox.AttemptFacts;
import org.portalemails.outbox.spi.ClaimedMail;

/**
 * A mail that was sent.
 *
 * @param claim the claim under which it was sent
 * @param facts what is recorded of the attempt
 */
public record SentMail(ClaimedMail claim, AttemptFacts facts) {}
