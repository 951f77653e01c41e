/**
 * One way from a text and values to a mail, for announcements, previews, test mails and mails to addresses without an account: a pure
 * function, no input, no output, no clock. Not exported.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.composition;

import org.jspecify.annotations.NullMarked;
