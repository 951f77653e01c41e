/**
 * What a host types first: the entry point {@link org.portalemails.PortalEmails} and the {@link
 * org.portalemails.announce.Notifier} and {@link org.portalemails.recovery.AccountRecovery} it hands out.
 *
 * <p>The packages below this package go one way: {@code template} (text that is checked) → {@code settings} (what the group
 * wants) → {@code event} (what happened) → {@code email} (what will be said) → {@code outbox} (promised in the host's
 * transaction) → {@code recovery} (asked for by whoever) → {@code delivery} (handed to a transport). A package imports only packages to its left.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails;

import org.jspecify.annotations.NullMarked;
