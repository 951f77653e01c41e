/**
 * Mails, composed and outgoing, and what is written down of them.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.email;

import org.jspecify.annotations.NullMarked;
