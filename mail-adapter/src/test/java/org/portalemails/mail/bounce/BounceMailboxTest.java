package org.portalemails.mail.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.email.MailId;
import org.portalemails.mail.bounce.BounceVerdict.Decision;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.TestPortal;

@DisplayName("A mailbox for bounces, read by IMAP")
class BounceMailboxTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private TestPortal portal;
    private MailId sent;
    private Store store;

    @BeforeEach
    void start() throws MessagingException {
        portal = TestPortal.create();
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        sent = portal.transport().accepted().get(0).id();
        server.start();
        store = Session.getInstance(new Properties()).getStore("imap");
        server.setUser("bounces@boreal.example", "bounces", "secret");
        store.connect("127.0.0.1", server.getImap().getPort(), "bounces", "secret");
    }

    @AfterEach
    void stop() throws MessagingException {
        store.close();
        server.stop();
    }

    private void put(String mail) throws MessagingException {
        try (InputStream in = new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))) {
            server.getUserManager().getUser("bounces").deliver(new MimeMessage(null, in));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Folder inbox() throws MessagingException {
        Folder folder = store.getFolder("INBOX");
        folder.open(Folder.READ_WRITE);
        return folder;
    }

    private BounceMailbox mailbox(OutboxAdministration outbox) {
        return new BounceMailbox(BounceHandler.builder(outbox, portal.suppressionList())
                .clock(portal.clock())
                .build());
    }

    @Test
    @DisplayName("is worked through once: what was handled is seen, nothing is deleted, a huge mail is read in part")
    void workedThrough() throws MessagingException {
        put(BounceMails.text("vacation", sent));
        put(BounceMails.text("gmail-does-not-exist", sent) + "x\r\n".repeat(400_000));
        put(BounceMails.text("postfix-delayed", sent));

        try (Folder inbox = inbox()) {
            BounceMailbox mailbox = mailbox(portal.outbox());
            assertThat(mailbox.handleUnseen(inbox, 2))
                    .isEqualTo(Map.of(Decision.NOT_A_BOUNCE, 1, Decision.SUPPRESSED, 1));
            assertThat(mailbox.handleUnseen(inbox, 100)).isEqualTo(Map.of(Decision.NOT_FINAL, 1));
            assertThat(mailbox.handleUnseen(inbox, 100)).isEmpty();
            assertThat(inbox.getMessageCount()).isEqualTo(3);
        }
        assertThat(portal.suppressionList().newest(10)).hasSize(1);
    }

    @Test
    @DisplayName("leaves a mail unseen that could not be handled, for the next round")
    void storageRefuses() throws MessagingException {
        put(BounceMails.text("gmail-does-not-exist", sent));
        OutboxAdministration broken = (OutboxAdministration) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OutboxAdministration.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("no database");
                });

        try (Folder inbox = inbox()) {
            assertThatThrownBy(() -> mailbox(broken).handleUnseen(inbox, 100))
                    .isInstanceOf(IllegalStateException.class);
        }
        try (Folder inbox = inbox()) {
            assertThat(Optional.of(inbox.getUnreadMessageCount())).contains(1);
            assertThat(mailbox(portal.outbox()).handleUnseen(inbox, 100)).isEqualTo(Map.of(Decision.SUPPRESSED, 1));
        }
    }
}
