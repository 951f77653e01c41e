/**
 * What a customer group wants: the <em>Portal Emails</em> screen as an immutable aggregate, the form a person types it
 * into, the rules between the two, and the port that keeps it.
 *
 * <p>Nothing here knows what happened in the ERP. Next package: {@code event}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.settings;

import org.jspecify.annotations.NullMarked;
