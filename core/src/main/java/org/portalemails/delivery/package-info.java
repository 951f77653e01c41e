/**
 * What is handed to a transport: the dispatcher, its policies, and the port through which mails leave.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.delivery;

import org.jspecify.annotations.NullMarked;
