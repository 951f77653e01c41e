/**
 * Whether mails of a sender will be believed: the port that asks, and what it found. What asks the DNS stands in the mail adapter.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.sender;

import org.jspecify.annotations.NullMarked;
