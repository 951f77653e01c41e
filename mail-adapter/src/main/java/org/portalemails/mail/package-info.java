/** To be furnished. */
@NullMarked
package org.portalemails.mail;

import org.jspecify.annotations.NullMarked;
