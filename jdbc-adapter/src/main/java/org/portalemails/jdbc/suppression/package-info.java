/**
 * The table of addresses that were refused for good.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.suppression;

import org.jspecify.annotations.NullMarked;
