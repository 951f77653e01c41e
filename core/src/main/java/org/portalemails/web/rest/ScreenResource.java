package org.portalemails.web.rest;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.portalemails.web.ScreenAnswer;
import org.portalemails.web.ScreenEndpoint;
import org.portalemails.web.ScreenRequest;

/**
 * Answers what the components of the screen ask for. A host's own class extends it, with a path that the components are told in their attribute
 * {@code api}:
 *
 * <pre>{@code
 * @Path("portal-emails")
 * public class PortalEmailsResource extends ScreenResource {
 *     @Inject ScreenEndpoint endpoint;
 *     @Override protected ScreenEndpoint endpoint() { return endpoint; }
 * }
 * }</pre>
 */
@SuppressWarnings("exports") // who uses this has Jakarta REST; everybody else need not
public abstract class ScreenResource {
    /** A resource. */
    protected ScreenResource() {}

    /** What answers; asked for each request. */
    protected abstract ScreenEndpoint endpoint();

    /**
     * Answers a question.
     *
     * @param action the last part of the path
     * @param uri the address
     * @param security who asks
     * @return the answer
     */
    @GET
    @Path("{action}")
    public Response get(@PathParam("action") String action, @Context UriInfo uri, @Context SecurityContext security) {
        return answer("GET", action, parameters(uri), "", security);
    }

    /**
     * Does something.
     *
     * @param action the last part of the path
     * @param uri the address
     * @param security who asks
     * @param body an object of texts
     * @return the answer
     */
    @POST
    @Path("{action}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response post(
            @PathParam("action") String action, @Context UriInfo uri, @Context SecurityContext security, byte[] body) {
        return answer("POST", action, parameters(uri), new String(body, StandardCharsets.UTF_8), security);
    }

    /**
     * Does something that a form asks for, and whose answer a frame shows.
     *
     * @param action the last part of the path
     * @param uri the address
     * @param security who asks
     * @param form its fields
     * @return the answer
     */
    @POST
    @Path("{action}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("action") String action, @Context UriInfo uri, @Context SecurityContext security, Form form) {
        Map<String, String> parameters = parameters(uri);
        add(parameters, form.asMap());
        return answer("POST", action, parameters, "", security);
    }

    private Response answer(
            String method, String action, Map<String, String> parameters, String body, SecurityContext security) {
        ScreenAnswer answer =
                endpoint().answer(new ScreenRequest(method, action, parameters, body, security.getUserPrincipal()));
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }

    private static Map<String, String> parameters(UriInfo uri) {
        Map<String, String> parameters = new HashMap<>();
        add(parameters, uri.getQueryParameters());
        return parameters;
    }

    private static void add(Map<String, String> parameters, MultivaluedMap<String, String> more) {
        more.forEach((name, values) -> {
            if (!values.isEmpty()) {
                parameters.putIfAbsent(name, values.get(0));
            }
        });
    }
}
