package org.portalemails.demo.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that keeps the newest mails in memory. Takes mail from this machine only. */
class EmbeddedMailServer {
    private static final int MOST = 500;
    /** Addresses that begin so are refused for good. */
    private static final String UNKNOWN = "unknown";
    /** Addresses that begin so are put off, again and again. */
    private static final String BUSY = "busy";

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
                    .messageHandlerFactory(context -> new Conversation())
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

    /** One mail on its way in. Two kinds of addresses let an operator see what they see with a real server. */
    private final class Conversation implements MessageHandler {
        @Override
        public void from(String sender) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            String address = recipient.toLowerCase(Locale.ROOT);
            if (address.startsWith(UNKNOWN)) {
                throw new RejectException(550, "5.1.1 No such mailbox here");
            }
            if (address.startsWith(BUSY)) {
                throw new RejectException(450, "4.2.1 Mailbox busy, try again later");
            }
        }

        @Override
        public String data(InputStream mail) throws IOException {
            keep(mail.readAllBytes());
            return "2.0.0 Received";
        }

        @Override
        public void done() {}
    }

    /** Newest first. */
    synchronized List<Received> mails() {
        return new ArrayList<>(mails);
    }

    synchronized Optional<Received> mail(int number) {
        return mails.stream().filter(mail -> mail.number() == number).findFirst();
    }
}
