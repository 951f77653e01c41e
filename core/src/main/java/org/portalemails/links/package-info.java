/**
 * Links that work once, for a person: issued, looked at, redeemed and revoked; what became of an invitation; and the two steps of a page on
 * which opening a link never uses it up.
 *
 * <p>Here are the port to the table of links, a {@link org.portalemails.links.OneTimeLinkMinter minter} for the dispatcher, and what a host's
 * page needs, as plain values: {@link org.portalemails.links.LinkPage}. The page itself, its words and its protection against forgery are the
 * host's.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.links;

import org.jspecify.annotations.NullMarked;
