package org.portalemails.testkit;

import org.portalemails.links.LinkAdministration;
import org.portalemails.links.OneTimeLinks;

/**
 * Links with both their sides, over the same storage.
 *
 * @param links the side of the host's pages
 * @param administration the side of staff and operators
 */
public record LinksUnderTest(OneTimeLinks links, LinkAdministration administration) {}
