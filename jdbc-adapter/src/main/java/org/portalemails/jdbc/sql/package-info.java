/**
 * How values stand in columns, and what a row may hold that our types refuse. Knows no table and no vendor.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.jdbc.sql;

import org.jspecify.annotations.NullMarked;
