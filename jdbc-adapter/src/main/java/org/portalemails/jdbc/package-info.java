/** To be furnished. */
@NullMarked
package org.portalemails.jdbc;

import org.jspecify.annotations.NullMarked;
