/** Kills dispatchers for real and counts what was lost, what was sent twice, and what should never have been sent. */
@NullMarked
package org.portalemails.crash;

import org.jspecify.annotations.NullMarked;
