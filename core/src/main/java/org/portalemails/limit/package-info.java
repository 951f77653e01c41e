/**
 * How often strangers may cause something, and under which keys that is counted. Counting itself is done where mails and requests are
 * stored.
 *
 * <p>Knows addresses and customer groups; next package: {@code event}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.limit;

import org.jspecify.annotations.NullMarked;
