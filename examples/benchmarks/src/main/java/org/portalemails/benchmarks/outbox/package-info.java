/**
 * What is claimed about the outbox: how fast it dispatches beside other ways of doing it, what an announcement costs, and that a
 * claim does not care how long the queue is. On PostgreSQL with fsync and synchronous_commit on; claims on MariaDB and H2 too.
 */
@NullMarked
package org.portalemails.benchmarks.outbox;

import org.jspecify.annotations.NullMarked;
