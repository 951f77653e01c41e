/** The ERP's own business: customer groups, companies and their representatives. */
@NullMarked
package org.portalemails.demo.customers;

import org.jspecify.annotations.NullMarked;
