package org.portalemails.demo.customers;

import org.portalemails.CustomerGroupId;

/** A customer's company. */
public record Company(String id, CustomerGroupId group, String name) {}
