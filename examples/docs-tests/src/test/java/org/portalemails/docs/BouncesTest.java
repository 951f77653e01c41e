package org.portalemails.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.mail.DeliveryNotices;
import org.portalemails.mail.EnvelopeSender;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.bounce.BounceEvidence;
import org.portalemails.mail.bounce.BounceHandler;
import org.portalemails.mail.bounce.BounceMailbox;
import org.portalemails.mail.bounce.BouncePolicy;
import org.portalemails.mail.bounce.BounceVerdict;
import org.portalemails.testkit.TestPortal;

/** The code of the how-to about bounces that needs a mailbox. */
@DisplayName("The mailbox for bounces")
class BouncesTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

    @BeforeEach
    void start() {
        server.start();
        server.setUser("bounces@boreal.example", "bounces", "secret");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Store imap() throws MessagingException {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", server.getImap().getPort(), "bounces", "secret");
        return store;
    }

    @Test
    void isReadByAPolicyOfTheHost() throws MessagingException {
        TestPortal portal = TestPortal.create();
        // snippet: mailbox
        BouncePolicy policy = BouncePolicy.standard()
                .believing(BounceEvidence.RETURN_ADDRESS, BounceEvidence.ENVELOPE_ID)
                .within(Duration.ofDays(7));
        BounceMailbox mailbox = new BounceMailbox(BounceHandler.builder(portal.outbox(), portal.suppressionList())
                .envelopeSender(EnvelopeSender.verp(EmailAddress.of("bounces@boreal.example")))
                .policy(policy)
                .build());
        try (Store store = imap();
                Folder folder = store.getFolder("INBOX")) {
            folder.open(Folder.READ_WRITE);
            Map<BounceVerdict.Decision, Integer> counts = mailbox.handleUnseen(folder, 100);
            System.out.println(counts);
        }
        // end
        assertThat(portal.suppressionList().newest(10)).isEmpty();
    }

    @Test
    void isToldOfFailuresOnly() {
        // snippet: notices
        SmtpTransport transport = SmtpTransport.builder("mail.boreal.example", 587)
                .envelopeSender(EnvelopeSender.verp(EmailAddress.of("bounces@boreal.example")))
                .deliveryNotices(DeliveryNotices.onFailure())
                .build();
        // end
        assertThat(transport.deadline()).isPositive();
        transport.close();
    }
}
