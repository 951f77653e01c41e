package org.portalemails.screen;

import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Host port: who is asking for the <em>Portal Emails</em> screen, and what they may see and change. Without one nothing of it is served.
 *
 * <p>For the host that implements it: called once for each request, on its thread, where the host's own session and roles are known, and
 * outside of any transaction of ours. May be called from many threads at once. What it throws becomes an error of the server.
 */
@FunctionalInterface
public interface ScreenAccess {
    /**
     * Says who somebody is.
     *
     * @param principal who is signed in, as the host's server says; {@code null} if nobody is
     * @return empty: they are asked to sign in
     */
    Optional<ScreenUser> userOf(@Nullable Principal principal);
}
