/**
 * Real adapters without a database and without SMTP: for a first success, and for hosts' own tests.
 *
 * <p>They pass the same contract tests as the adapters for databases and mail servers. Everything is lost when the
 * process ends.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.inmemory;

import org.jspecify.annotations.NullMarked;
