/**
 * What operators watch, as Micrometer meters. Optional: the one package that needs a library which the host brings.
 *
 * <p>Nothing else in the house knows this package; a host without Micrometer never loads it.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.metrics;

import org.jspecify.annotations.NullMarked;
