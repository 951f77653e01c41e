/**
 * What is promised inside the host's transaction, and what became of it.
 *
 * <p>Nothing here talks to a mail server. Next package: {@code recovery}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.outbox;

import org.jspecify.annotations.NullMarked;
