package org.portalemails.mail;

import java.util.Locale;

/**
 * Where mails are submitted.
 *
 * @param host a host name in ASCII, or an address literal without brackets
 * @param port 1 to 65535
 */
record SmtpServer(String host, int port) {
    /**
     * Refuses what could not be connected to.
     *
     * @throws IllegalArgumentException if the host is blank or has characters that no host name has, or the port is out
     *     of range
     */
    SmtpServer {
        host = host.toLowerCase(Locale.ROOT);
        boolean sound = !host.isEmpty()
                && host.length() <= 253
                && host.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._:".indexOf(c) >= 0);
        if (!sound) {
            throw new IllegalArgumentException("host: a host name or an address in ASCII");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port: 1 to 65535");
        }
    }

    /**
     * Whether the server is this machine, so that nothing leaves it in clear.
     *
     * @return {@code true} for {@code localhost}, 127.0.0.0/8 and {@code ::1}
     */
    boolean isLoopback() {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
