/**
 * Addresses of e-mail that are safe to send to: what is taken, what is refused and by which rule, and from which domains may be sent.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.address;

import org.jspecify.annotations.NullMarked;
