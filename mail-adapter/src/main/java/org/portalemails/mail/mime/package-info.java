/** A finished mail as bytes: headers, encodings, parts, DKIM signature. No input, no output. */
@NullMarked
package org.portalemails.mail.mime;

import org.jspecify.annotations.NullMarked;
