/**
 * The settings screen: open, check, preview, save, look back; and texts as their readers will see them.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.screen;

import org.jspecify.annotations.NullMarked;
