/**
 * Transactions of ours and work in transactions of the host's, and what becomes of a driver's exceptions.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.transaction;

import org.jspecify.annotations.NullMarked;
