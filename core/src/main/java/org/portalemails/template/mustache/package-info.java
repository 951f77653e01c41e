/**
 * The strict part of Mustache that texts are written in: parsed once, checked with line and column against the fields there are,
 * rendered without surprises. Not exported.
 */
@NullMarked
package org.portalemails.template.mustache;

import org.jspecify.annotations.NullMarked;
