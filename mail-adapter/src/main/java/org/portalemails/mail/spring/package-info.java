/**
 * The transport from {@code portal-emails.smtp.*}, for Spring Boot 3.5 and 4. Optional; a host without Spring never loads it.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.mail.spring;

import org.jspecify.annotations.NullMarked;
