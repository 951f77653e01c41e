/**
 * A rendered text: its kind, and the holes that its secrets fill when it is sent.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.template;

import org.jspecify.annotations.NullMarked;
