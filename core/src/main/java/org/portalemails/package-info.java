/**
 * What a host types first: {@link org.portalemails.PortalEmails} puts the parts together, {@link org.portalemails.CustomerGroupId} is whose
 * mails they are, {@link org.portalemails.PortalEmailsException} the root of what can go wrong.
 *
 * <p>The packages below go one way; each imports only those before it: {@code language}, {@code address}, {@code limit}, {@code
 * template} (text that is checked), {@code host} (who the host is), {@code event} (what happened), {@code notification} (the mails:
 * who gets which, with what in them), {@code settings} (what a group wants), {@code email} (what will be said), {@code outbox} (promised
 * in the host's transaction), {@code announce}, {@code recovery}, {@code delivery} (handed to a transport), {@code screen}, {@code view} (for JSON).
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails;

import org.jspecify.annotations.NullMarked;
