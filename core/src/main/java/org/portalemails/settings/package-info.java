/**
 * What a customer group wants: the <em>Portal Emails</em> screen as an immutable aggregate, each value declared once as a {@link
 * org.portalemails.settings.Setting}, and the port that keeps it with its history.
 *
 * <p>Nothing here knows what happened in the ERP.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.settings;

import org.jspecify.annotations.NullMarked;
