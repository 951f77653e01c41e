/**
 * What is promised inside the host's transaction, what became of it, and what operators do with it.
 *
 * <p>Nothing here talks to a mail server. What only authors of adapters need is in {@code outbox.spi}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.outbox;

import org.jspecify.annotations.NullMarked;
