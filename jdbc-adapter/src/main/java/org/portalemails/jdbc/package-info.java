/**
 * Settings and outbox in the host's own database, by plain JDBC.
 *
 * <p>Start at {@link org.portalemails.jdbc.PortalDatabase}: it knows the tables, the dialect and where connections come from,
 * and hands out the adapters for the ports of the core. {@link org.portalemails.jdbc.SchemaInstaller} makes the tables.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc;

import org.jspecify.annotations.NullMarked;
