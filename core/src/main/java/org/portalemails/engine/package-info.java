/**
 * What stands behind the entry points: events made into entries of the outbox, requests for recovery made into events. Not exported.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.engine;

import org.jspecify.annotations.NullMarked;
