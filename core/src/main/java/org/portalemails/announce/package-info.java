/**
 * Where a host reports what happened, inside its own transaction.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.announce;

import org.jspecify.annotations.NullMarked;
