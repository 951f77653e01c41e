/**
 * What stands around the content of a mail. Not exported.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.layout;

import org.jspecify.annotations.NullMarked;
