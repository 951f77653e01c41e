/**
 * What the databases do differently: one class for each vendor, and what is common to most of them.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.dialect;

import org.jspecify.annotations.NullMarked;
