/**
 * What is handed to a transport: the dispatcher, its patience, and the port through which mails leave.
 */
@NullMarked
package org.portalemails.delivery;

import org.jspecify.annotations.NullMarked;
