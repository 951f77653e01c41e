/** A small ERP that embeds Portal Emails. */
@NullMarked
package org.portalemails.demo;

import org.jspecify.annotations.NullMarked;
