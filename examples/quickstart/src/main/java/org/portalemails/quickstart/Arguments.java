package org.portalemails.quickstart;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.mail.TlsMode;

/**
 * The command line: nothing, or {@code --smtp host:port [--tls starttls|implicit|plain] [--user name]}; the password then comes
 * from the environment variable {@value #PASSWORD_VARIABLE}.
 *
 * @param smtpHost a server to send through, or {@code null} for the embedded one
 * @param smtpPort its port
 * @param tls how the conversation is protected
 * @param user with which name to authenticate, or {@code null} for not at all
 */
record Arguments(@Nullable String smtpHost, int smtpPort, TlsMode tls, @Nullable String user) {
    static final String PASSWORD_VARIABLE = "PORTALEMAILS_SMTP_PASSWORD";
    private static final String USAGE = "usage: [--smtp host:port [--tls starttls|implicit|plain] [--user name]]";

    static Arguments parse(String... args) {
        String host = null;
        int port = 0;
        TlsMode tls = TlsMode.STARTTLS_REQUIRED;
        String user = null;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + ": a value is missing; " + USAGE);
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--smtp" -> {
                    int colon = value.lastIndexOf(':');
                    if (colon < 1) {
                        throw new IllegalArgumentException("--smtp: host:port is needed; " + USAGE);
                    }
                    host = value.substring(0, colon);
                    port = Integer.parseInt(value.substring(colon + 1));
                }
                case "--tls" ->
                    tls = switch (value.toLowerCase(Locale.ROOT)) {
                        case "starttls" -> TlsMode.STARTTLS_REQUIRED;
                        case "implicit" -> TlsMode.IMPLICIT;
                        case "plain" -> TlsMode.PLAIN;
                        default -> throw new IllegalArgumentException("--tls: starttls, implicit or plain; " + USAGE);
                    };
                case "--user" -> user = value;
                default -> throw new IllegalArgumentException(args[i] + ": unknown; " + USAGE);
            }
        }
        return new Arguments(host, port, tls, user);
    }
}
