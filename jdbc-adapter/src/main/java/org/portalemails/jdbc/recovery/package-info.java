/**
 * The table of requests for recovery.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.recovery;

import org.jspecify.annotations.NullMarked;
