/**
 * Portal Emails as Spring Boot's own: beans from a {@code DataSource}, the host's ports and a few properties. Optional; needs Spring Boot
 * 3.5 or 4, which the host brings.
 *
 * <p>Every bean gives way to one of the host's of the same type. What beans cannot say is said with {@link
 * org.portalemails.spring.PortalEmailsCustomizer} and {@link org.portalemails.spring.DispatcherCustomizer}. Nothing else in the library knows
 * this package; a host without Spring never loads it.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.spring;

import org.jspecify.annotations.NullMarked;
