package org.portalemails.demo.mailbox;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that keeps the newest mails in memory. Takes mail from this machine only. */
class EmbeddedMailServer {
    private static final int MOST = 500;

    private final SmtpProperties properties;
    private final Clock clock;
    private final Deque<Received> mails = new ArrayDeque<>();
    private int lastNumber;
    private @Nullable SMTPServer server;

    EmbeddedMailServer(SmtpProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** One mail as it arrived, each byte as one character. */
    record Received(int number, Instant at, String source) {}

    void start() {
        if (properties.embedded()) {
            SMTPServer started = SMTPServer.port(properties.port())
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .hostName("localhost")
                    .messageHandler((context, from, to, data) -> keep(data))
                    .build();
            started.start();
            server = started;
        }
    }

    void stop() {
        SMTPServer running = server;
        if (running != null) {
            running.stop();
        }
    }

    int port() {
        SMTPServer running = server;
        if (running == null) {
            throw new IllegalStateException("the embedded mail server does not run");
        }
        return running.getPortAllocated();
    }

    private synchronized void keep(byte[] bytes) {
        mails.addFirst(new Received(++lastNumber, clock.instant(), new String(bytes, StandardCharsets.ISO_8859_1)));
        if (mails.size() > MOST) {
            mails.removeLast();
        }
    }

    /** Newest first. */
    synchronized List<Received> mails() {
        return new ArrayList<>(mails);
    }

    synchronized Optional<Received> mail(int number) {
        return mails.stream().filter(mail -> mail.number() == number).findFirst();
    }
}
