/**
 * The test kit: for hosts that test their integration, and for authors of adapters.
 *
 * <p>Published from {@code portal-emails-core} under the classifier {@code testkit}; needs JUnit 5 and AssertJ, which it does
 * not bring. Nothing here is for production.
 *
 * @since 0.1.0
 */
@NullMarked
package org.portalemails.testkit;

import org.jspecify.annotations.NullMarked;
