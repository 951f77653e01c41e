/**
 * The tables of mails, attempts and holds, as announcements and dispatchers use them.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.outbox;

import org.jspecify.annotations.NullMarked;
