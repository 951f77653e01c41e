/** Signing in, and what a browser may do with our pages. */
@NullMarked
package org.portalemails.demo.security;

import org.jspecify.annotations.NullMarked;
