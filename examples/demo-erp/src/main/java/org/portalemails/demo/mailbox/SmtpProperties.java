package org.portalemails.demo.mailbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where mail goes.
 *
 * @param host a mail server; empty: the one inside the demo
 * @param port its port; 0 for the one inside the demo: any free one
 * @param tls {@code starttls-required}, {@code implicit} or {@code plain}
 * @param user who signs in; empty: nobody
 * @param password their password
 * @param redirectTo everything goes to this address; for trying a real server without writing to invented people
 */
@ConfigurationProperties("demo.smtp")
record SmtpProperties(
        @DefaultValue("") String host,
        @DefaultValue("0") int port,
        @DefaultValue("starttls-required") String tls,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("") String redirectTo) {
    boolean embedded() {
        return host.isBlank();
    }
}
