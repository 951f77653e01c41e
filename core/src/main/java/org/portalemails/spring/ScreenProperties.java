package org.portalemails.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web components of the screen: used where the host has a bean of type {@code ScreenAccess}.
 *
 * @param path where what they ask for is answered, below the context path; if it is another one, their attribute {@code api} says so
 */
@ConfigurationProperties(prefix = "portal-emails.screen", ignoreUnknownFields = false)
record ScreenProperties(@DefaultValue("/portal-emails/api") String path) {
    String toPath() {
        if (!path.matches("(?:/[A-Za-z0-9._~-]+)+")) {
            throw new WrongConfigurationException(
                    "portal-emails.screen.path",
                    "portal-emails.screen.path: \"" + path + "\" is no path.",
                    "Write it with a slash in front and none at the end, such as /portal-emails/api, or leave it out.");
        }
        return path;
    }
}
