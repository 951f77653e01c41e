/**
 * The <em>Portal Emails</em> screen as data, and as the answers that the web components in the jar ask for.
 *
 * <p>{@link org.portalemails.web.ScreenData} gives a page everything it shows as records of text, numbers, lists and maps, see {@link
 * org.portalemails.view}: sections in the order of the manual, fields, labels, help, what is inherited, merge fields, what is wrong, previews,
 * history, and mails. {@link org.portalemails.web.ScreenEndpoint} answers requests with them, for any server; the host says who may do what
 * ({@link org.portalemails.screen.ScreenAccess}). The components are in {@code META-INF/resources/portal-emails}.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.web;

import org.jspecify.annotations.NullMarked;
