/** What a Spring host needs to embed Portal Emails. */
@NullMarked
package org.portalemails.demo.wiring;

import org.jspecify.annotations.NullMarked;
