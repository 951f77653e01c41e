package org.portalemails.demo.portal;

import java.net.URI;
import java.util.Locale;
import org.portalemails.host.PortalProfile;
import org.portalemails.links.LinkPage;
import org.portalemails.links.LinkPurpose;
import org.springframework.stereotype.Component;

/** Where the links of mails lead: to the pages of {@link LinkController}. The demo is reached without TLS, on this machine only. */
@Component
public class PortalLinks {
    private final LinkPage registration;
    private final LinkPage reset;

    PortalLinks(PortalProfile profile) {
        String portal = profile.portalUrl(Locale.ROOT) + "/portal/";
        registration = LinkPage.of(LinkPurpose.REGISTRATION, URI.create(portal + "register"))
                .alsoWithoutTls();
        reset = LinkPage.of(LinkPurpose.PASSWORD_RESET, URI.create(portal + "reset"))
                .alsoWithoutTls();
    }

    /** Where invited people choose a first password. */
    public LinkPage registration() {
        return registration;
    }

    /** Where people choose a new password. */
    public LinkPage reset() {
        return reset;
    }

    /** By the last part of its address. */
    LinkPage named(String page) {
        return page.equals("reset") ? reset : registration;
    }
}
