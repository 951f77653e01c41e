/**
 * The table of links that work once.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.links;

import org.jspecify.annotations.NullMarked;
