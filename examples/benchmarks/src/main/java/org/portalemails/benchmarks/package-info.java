/** Comparisons: what is claimed about speed, and what it is beside other ways of doing the same. */
@NullMarked
package org.portalemails.benchmarks;

import org.jspecify.annotations.NullMarked;
