/** Servers for tests, for this module and for the hosts among the examples. Not published. */
@NullMarked
package org.portalemails.servers;

import org.jspecify.annotations.NullMarked;
