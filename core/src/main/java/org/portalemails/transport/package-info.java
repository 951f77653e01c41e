/**
 * What carries a mail, and by which way: the port, its outcomes, routes, and the guard for test systems.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.transport;

import org.jspecify.annotations.NullMarked;
