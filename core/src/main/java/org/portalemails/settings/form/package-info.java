/**
 * What a person types on the <em>Portal Emails</em> screen, and the rules between that and settings.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.settings.form;

import org.jspecify.annotations.NullMarked;
