/**
 * The table of settings, and the documents that were read from it before.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.settings;

import org.jspecify.annotations.NullMarked;
