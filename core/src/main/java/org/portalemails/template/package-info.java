/**
 * Text with merge fields: parsed once, checked against a closed catalogue of fields, rendered without surprises.
 *
 * <p>Nothing here knows what a customer group or an email is.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.template;

import org.jspecify.annotations.NullMarked;
