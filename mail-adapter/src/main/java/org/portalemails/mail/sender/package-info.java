/**
 * Whether mails of a sender will be believed, by what the DNS says: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 9989) and MX.
 *
 * <p>Start at {@link org.portalemails.mail.sender.DnsSenderCheck}; {@link org.portalemails.mail.sender.Resolver} is what it asks. It
 * depends on no other package of the adapter.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.mail.sender;

import org.jspecify.annotations.NullMarked;
