package org.portalemails.mail;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Everything that a conversation needs to know. Made by {@link SmtpTransportBuilder}. */
record SmtpSettings(
        SmtpServer server,
        TlsMode tls,
        @Nullable SSLContext sslContext,
        @Nullable SmtpCredentials credentials,
        @Nullable String ehloName,
        EnvelopeSender envelopeSender,
        @Nullable DeliveryNotices notices,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        Duration finalDotTimeout,
        Duration overallTimeout,
        Duration noopAfter,
        Duration idleTimeout,
        Duration maxConnectionAge,
        int mailsPerConnection,
        int maxConnections,
        double mailsPerSecond,
        ThreadFactory threads) {
    /** Without credentials. */
    @Override
    public String toString() {
        return "SmtpSettings[" + server + ", " + tls + "]";
    }
}
