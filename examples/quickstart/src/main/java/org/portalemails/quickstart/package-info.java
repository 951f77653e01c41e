/** The main job on real input: from a saved setting to a mail in a mailbox, in one program. */
@NullMarked
package org.portalemails.quickstart;

import org.jspecify.annotations.NullMarked;
