package com.example.server;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import org.portalemails.web.ScreenEndpoint;
import org.portalemails.web.rest.ScreenResource;

// snippet: screen
/** Answers the components of the screen. */
@Path("portal-emails")
@RequestScoped
public class MailSettingsResource extends ScreenResource {
    @Inject
    ScreenEndpoint endpoint;

    @Override
    protected ScreenEndpoint endpoint() {
        return endpoint;
    }
}
// end
