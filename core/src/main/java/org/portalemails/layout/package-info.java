/**
 * What stands around the content of a mail: {@link org.portalemails.layout.MailLayout} is the port, and its standard implementation makes
 * one column that can be read on a telephone, in the dark, by a screen reader, and by Outlook for Windows.
 *
 * <p>{@link org.portalemails.layout.AccentColour} knows whether a colour can be read. Nothing here knows settings or mails.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.layout;

import org.jspecify.annotations.NullMarked;
