/**
 * Who the host is: its customer groups and what it says of itself in mails.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.host;

import org.jspecify.annotations.NullMarked;
