/** The words of mail servers: what codes and texts say, and how they are made fit to be kept. No input, no output. */
@NullMarked
package org.portalemails.mail.reply;

import org.jspecify.annotations.NullMarked;
