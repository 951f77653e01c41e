package org.portalemails.quickstart;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** An embedded mail server with real mailboxes: SMTP at the front, IMAP at the back, both on free ports of the loopback. */
final class Mailboxes implements AutoCloseable {
    private static final ServerSetup SMTP = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    private static final ServerSetup IMAP = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);

    /**
     * A mail as it lies in a mailbox.
     *
     * @param messageId its Message-ID without brackets
     * @param subject decoded
     * @param source the whole mail as it arrived
     */
    record Received(String mailbox, String messageId, String subject, String source) {}

    private final GreenMail server;

    private Mailboxes(GreenMail server) {
        this.server = server;
    }

    static Mailboxes start(List<String> addresses) {
        GreenMail server = new GreenMail(new ServerSetup[] {SMTP, IMAP});
        server.start();
        for (String address : addresses) {
            server.setUser(address, address, "quickstart");
        }
        return new Mailboxes(server);
    }

    int smtpPort() {
        return server.getSmtp().getPort();
    }

    /** Reads one mailbox over IMAP. */
    List<Received> read(String address) throws MessagingException, IOException {
        Properties properties = new Properties();
        properties.setProperty("mail.imap.timeout", "10000");
        properties.setProperty("mail.imap.connectiontimeout", "10000");
        List<Received> mails = new ArrayList<>();
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", server.getImap().getPort(), address, "quickstart");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    MimeMessage mail = (MimeMessage) message;
                    ByteArrayOutputStream source = new ByteArrayOutputStream();
                    mail.writeTo(source);
                    String id = mail.getMessageID();
                    mails.add(new Received(
                            address,
                            id == null ? "" : id.substring(1, id.length() - 1),
                            mail.getSubject(),
                            source.toString(StandardCharsets.UTF_8)));
                }
            }
        }
        return mails;
    }

    @Override
    public void close() {
        server.stop();
    }
}
