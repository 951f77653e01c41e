/**
 * Forgotten user names and passwords, without telling anybody who has an account: what a person asked for is only written down
 * while they wait; who is meant, and what is answered, is found out later and elsewhere.
 *
 * <p>Here are the requests, their limits, and the host's port to its accounts. What is answered goes into the {@code outbox}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.recovery;

import org.jspecify.annotations.NullMarked;
