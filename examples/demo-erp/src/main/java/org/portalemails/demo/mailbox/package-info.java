/** A mail server inside the demo, and a page to look into its mailbox. */
@NullMarked
package org.portalemails.demo.mailbox;

import org.jspecify.annotations.NullMarked;
