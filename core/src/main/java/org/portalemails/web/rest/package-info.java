/**
 * The screen on a Jakarta EE server: a resource for Jakarta REST. Needs Jakarta REST, which the server has.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.web.rest;

import org.jspecify.annotations.NullMarked;
