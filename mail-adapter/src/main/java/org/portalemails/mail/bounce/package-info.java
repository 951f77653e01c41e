/**
 * Mails that come back: reads delivery status notifications (RFC 3464) from a stream or a mailbox of the host's, finds the
 * mail of ours that they are about, and marks dead addresses in the list of suppressed ones.
 *
 * <p>Begin with {@link org.portalemails.mail.bounce.BounceHandler}. A bounce is a mail from anybody: nothing in it is
 * believed without proof, see {@link org.portalemails.mail.bounce.BouncePolicy}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.mail.bounce;

import org.jspecify.annotations.NullMarked;
