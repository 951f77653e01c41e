/** The pages that hold the elements of the <em>Portal Emails</em> screen, and who may do what there. */
@NullMarked
package org.portalemails.demo.settings;

import org.jspecify.annotations.NullMarked;
