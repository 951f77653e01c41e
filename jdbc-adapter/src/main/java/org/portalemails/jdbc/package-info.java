/**
 * The JDBC adapter: settings and outbox in the host's own database.
 *
 * <p>Start at {@link org.portalemails.jdbc.PortalDatabase}: it knows the tables, the dialect and where connections come from,
 * and hands out implementations of the ports of the core. {@link org.portalemails.jdbc.SchemaInstaller} makes the tables. The
 * implementations are in packages that are not exported.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc;

import org.jspecify.annotations.NullMarked;
