/**
 * Announcing in a JTA transaction. Optional: the one package that needs Jakarta Transactions, which a server brings.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.jta;

import org.jspecify.annotations.NullMarked;
