/**
 * What an adapter that keeps the outbox implements and uses; hosts do not need it.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.outbox.spi;

import org.jspecify.annotations.NullMarked;
