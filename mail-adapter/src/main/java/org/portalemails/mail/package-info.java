/**
 * The SMTP adapter: transports that hand a finished mail to a mail server, a directory or a log.
 *
 * <p>Start at {@link org.portalemails.mail.SmtpTransport}. The conversation with a server is Angus Mail's {@code
 * SMTPTransport} as far as greeting, EHLO, STARTTLS and AUTH go, and ours from MAIL to the final dot. What a mail looks
 * like in bytes is decided in the package {@code mime}, which is not exported.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.mail;

import org.jspecify.annotations.NullMarked;
