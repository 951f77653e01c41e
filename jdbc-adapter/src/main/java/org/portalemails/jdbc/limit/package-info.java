/**
 * The table of counters.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.limit;

import org.jspecify.annotations.NullMarked;
