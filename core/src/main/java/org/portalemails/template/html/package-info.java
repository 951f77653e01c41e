/**
 * The HTML of mails: what is allowed, how it is read, which elements are open, and the plain text that it shows. Knows nothing of
 * templates. Not exported.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.template.html;

import org.jspecify.annotations.NullMarked;
