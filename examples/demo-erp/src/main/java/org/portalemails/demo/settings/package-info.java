/** The Portal Emails screen. */
@NullMarked
package org.portalemails.demo.settings;

import org.jspecify.annotations.NullMarked;
