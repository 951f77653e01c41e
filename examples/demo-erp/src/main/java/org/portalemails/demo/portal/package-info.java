/** The customers' side: asking for access, for user names and for a new password. */
@NullMarked
package org.portalemails.demo.portal;

import org.jspecify.annotations.NullMarked;
