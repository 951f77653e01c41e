/** The page on which staff see what became of each mail. */
@NullMarked
package org.portalemails.demo.outbox;

import org.jspecify.annotations.NullMarked;
