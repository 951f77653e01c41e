/**
 * The mails of the portal. Each is one class: which events cause it, who gets it and when, which fields its texts may use,
 * with their labels, examples and values; its texts stand beside it as {@code texts/code.language.html}.
 *
 * <p>Hosts and screens use {@link org.portalemails.notification.NotificationType}, {@link
 * org.portalemails.notification.FieldCatalogue}, {@link org.portalemails.notification.MailText} and {@link
 * org.portalemails.notification.BuiltInTexts}; the rest is for the composition of mails.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.notification;

import org.jspecify.annotations.NullMarked;
