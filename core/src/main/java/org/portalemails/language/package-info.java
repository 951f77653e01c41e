/**
 * Languages and words: which variant serves a reader, the messages of the library from one place, and what characters do. Not
 * exported.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.language;

import org.jspecify.annotations.NullMarked;
