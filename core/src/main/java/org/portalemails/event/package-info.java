/**
 * What happened in the ERP, in the host's words: one record for each thing that can cause emails.
 *
 * <p>The host's vocabulary ends here; nothing here decides whether a mail is sent.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.event;

import org.jspecify.annotations.NullMarked;
