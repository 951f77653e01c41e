/**
 * Settings as text: what stores keep, and files that people carry from one system to another.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.settings.file;

import org.jspecify.annotations.NullMarked;
