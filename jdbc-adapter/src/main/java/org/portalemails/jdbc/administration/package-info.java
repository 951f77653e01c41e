/**
 * What operators look for and change, in the tables of mails, attempts, holds and requests for recovery.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.administration;

import org.jspecify.annotations.NullMarked;
