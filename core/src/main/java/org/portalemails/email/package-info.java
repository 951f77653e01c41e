/**
 * What will be said, and to whom: a pure function from settings and event to emails or named skips.
 *
 * <p>No input, no output, no clock. Next package: {@code outbox}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.email;

import org.jspecify.annotations.NullMarked;
