package com.example.server;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Validator;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.portalemails.PortalEmails;
import org.portalemails.settings.form.SettingsForm;

/** The pages of the ERP and of its portal, as far as the tests ask for them. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class Portal {
    @Inject
    RepresentativesDesk desk;

    @Inject
    PortalEmails portalEmails;

    @Inject
    Validator validator;

    /** Customer service adds a representative. */
    @POST
    @Path("representatives/{id}")
    public String add(@PathParam("id") String id) throws SQLException {
        desk.add(id);
        return "added";
    }

    /** The same, and then something fails. */
    @POST
    @Path("representatives/{id}/failing")
    public String addAndFail(@PathParam("id") String id) throws SQLException {
        try {
            desk.addAndFail(id);
            return "added";
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    /** Without a transaction. */
    @POST
    @Path("representatives/{id}/alone")
    public String alone(@PathParam("id") String id) {
        try {
            desk.announceOutsideOfATransaction(id);
            return "announced";
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    /** How many representatives there are. */
    @GET
    @Path("representatives")
    public int representatives() throws SQLException {
        return desk.count();
    }

    // snippet: recovery
    /** The page for a forgotten user name. It says the same to everybody. */
    @POST
    @Path("forgotten")
    @Transactional
    public String forgotten(@QueryParam("address") String typed) {
        portalEmails.accountRecovery().forgotUserName(typed);
        return "if we know you, a mail is on its way";
    }
    // end

    // snippet: validation
    /** The settings as an administrator typed them, checked by the container's validator. */
    @POST
    @Path("settings")
    public String settings(@QueryParam("sendFrom") String sendFrom) {
        SettingsForm form = new SettingsForm();
        form.setSendFrom(sendFrom);
        return validator.validate(form).stream()
                .map(violation -> violation.getPropertyPath() + ": " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("\n"));
    }
    // end
}
