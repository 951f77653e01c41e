/**
 * Forgotten user names and passwords, without telling anybody who has an account: what a person asked for is only written down
 * while he waits; who is meant, and what is answered, is found out later and elsewhere.
 *
 * <p>Here live the requests, their limits, and the host's port to its accounts. What is answered goes into the {@code outbox};
 * next room: {@code delivery}, whose dispatcher also turns the {@link org.portalemails.recovery.RecoveryDesk}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.recovery;

import org.jspecify.annotations.NullMarked;
