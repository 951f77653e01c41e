package com.example.server;

import com.example.rest.Samples;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.portalemails.settings.form.SettingsForm;

/** Records as JSON, by the server's own JSON-B, see {@link RecordsAsJson}. */
@Path("views")
@Produces(MediaType.APPLICATION_JSON)
public class Views {
    /** Whether this server's JSON-B overlooks records when it is not told. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String overlooked() {
        return Boolean.toString(RecordsAsJson.OVERLOOKED);
    }

    /** One of the samples of {@code examples/json}. */
    @GET
    @Path("{name}")
    public Response view(@PathParam("name") String name) {
        return Response.ok(Samples.all().get(name)).build();
    }

    /** A form, as it came in. */
    @POST
    @Path("form")
    @Consumes(MediaType.APPLICATION_JSON)
    public SettingsForm form(SettingsForm form) {
        return form;
    }
}
