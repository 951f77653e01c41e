package org.portalemails.mail.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalemails.address.EmailAddress;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.email.MailId;
import org.portalemails.mail.EnvelopeSender;
import org.portalemails.mail.bounce.BounceVerdict.Decision;
import org.portalemails.outbox.SuppressionList.Suppression;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.TestPortal;

@DisplayName("A bounce")
class BounceHandlerTest {
    private static final String MARIE = "marie.tremblay@erables.example";

    private TestPortal portal;
    private MailId sent;
    private final List<DeliveryListener.Bounce> bounces = new ArrayList<>();
    private DeliveryListener told = new DeliveryListener() {
        @Override
        public void bounced(Bounce bounce) {
            assertThat(historyOf(bounce.mail())).as("told when it is on record").endsWith("bounced");
            bounces.add(bounce);
        }
    };

    @BeforeEach
    void sendOneMail() {
        portal = TestPortal.create();
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        sent = portal.transport().accepted().get(0).id();
        assertThat(portal.transport().accepted().get(0).to().address().value()).isEqualTo(MARIE);
    }

    private BounceHandler handler(BouncePolicy policy) {
        return BounceHandler.builder(portal.outbox(), portal.suppressionList())
                .envelopeSender(EnvelopeSender.verp(EmailAddress.of("bounces@boreal.example")))
                .policy(policy)
                .listener(told)
                .clock(portal.clock())
                .build();
    }

    private BounceVerdict handle(String mail, BouncePolicy policy) {
        try {
            return handler(policy).handle(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private BounceVerdict handle(String mail) {
        return handle(mail, BouncePolicy.standard());
    }

    private List<String> historyOf(MailId mail) {
        return portal.outbox().attempts(mail).stream()
                .map(attempt -> attempt.facts().outcome())
                .toList();
    }

    private void assertNobodyIsMarked() {
        assertThat(portal.suppressionList().newest(10)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("that says for good that the mailbox of a mail of ours is dead marks its address, once")
    @ValueSource(
            strings = {"postfix-unknown-user", "exchange-online-not-found", "gmail-does-not-exist", "general-status"})
    void dead(String file) {
        String mail = BounceMails.text(file, sent);

        BounceVerdict verdict = handle(mail);

        assertThat(verdict.decision()).isEqualTo(Decision.SUPPRESSED);
        assertThat(verdict.mail()).isEqualTo(sent);
        assertThat(portal.suppressionList().newest(10))
                .extracting(Suppression::mailboxKey, Suppression::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        MARIE,
                        verdict.status() == null ? null : verdict.status().status()));
        assertThat(handle(mail).decision()).isEqualTo(Decision.SUPPRESSED_BEFORE);
        assertThat(historyOf(sent)).as("once, however often it is handled").containsExactly("accepted", "bounced");
        assertThat(verdict.toString()).doesNotContain("marie", "erables");
    }

    @Test
    @DisplayName("is told to the listener once, without the address")
    void told() {
        String mail = BounceMails.text("postfix-unknown-user", sent);
        handle(mail);
        handle(mail);

        assertThat(bounces).hasSize(1);
        DeliveryListener.Bounce bounce = bounces.get(0);
        assertThat(bounce.mail()).isEqualTo(sent);
        assertThat(bounce.typeCode()).isEqualTo("forgot-user-name");
        assertThat(bounce.group())
                .isEqualTo(SampleEvents.userNameForgotten("E-1").group());
        assertThat(bounce.enhancedCode()).isEqualTo("5.1.1");
        assertThat(bounce.suppressed()).isTrue();
        assertThat(bounce.toString()).doesNotContain("marie", "erables");
    }

    @Test
    @DisplayName(
            "is told as one whose address lives on where the mailbox is full, and not at all where a server still tries")
    void toldOfAFullMailbox() {
        handle(BounceMails.text("postfix-delayed", sent));
        assertThat(bounces).isEmpty();
        handle(BounceMails.text("exchange-full", sent));
        assertThat(bounces).extracting(DeliveryListener.Bounce::suppressed).containsExactly(false);
    }

    @Test
    @DisplayName("is handled whatever a listener throws")
    void aListenerFails() {
        told = new DeliveryListener() {
            @Override
            public void bounced(Bounce bounce) {
                throw new IllegalStateException("pager");
            }
        };
        assertThat(handle(BounceMails.text("postfix-unknown-user", sent)).decision())
                .isEqualTo(Decision.SUPPRESSED);
    }

    @Test
    @DisplayName("has the effect that later mails to that address are not sent")
    void effect() {
        handle(BounceMails.text("postfix-unknown-user", sent));

        portal.notifier().announce(SampleEvents.userNameForgotten("E-2"));
        portal.deliver();

        assertThat(portal.transport().accepted()).hasSize(1);
    }

    @ParameterizedTest
    @DisplayName("that is a delay, a full mailbox, or no bounce at all marks nobody")
    @CsvSource({
        "postfix-delayed, NOT_FINAL",
        "exchange-full, ADDRESS_ALIVE",
        "vacation, NOT_A_BOUNCE",
        "read-receipt, NOT_A_BOUNCE",
        "complaint, NOT_A_BOUNCE",
        "prose-bounce, NOT_A_BOUNCE",
        "smtputf8, NOT_PROVEN",
    })
    void others(String file, Decision decision) {
        assertThat(handle(BounceMails.text(file, sent)).decision()).isEqualTo(decision);
        assertNobodyIsMarked();
        assertThat(historyOf(sent).contains("bounced"))
                .as("given up for good, as the policy believes")
                .isEqualTo(decision == Decision.ADDRESS_ALIVE);
    }

    @Test
    @DisplayName("about a mail that is not ours marks nobody, whoever is named in it")
    void notOurs() {
        for (String file : BounceMails.FILES) {
            assertThat(handle(BounceMails.text(file, MailId.random())).decision())
                    .isIn(Decision.NOT_OURS, Decision.NOT_A_BOUNCE);
        }
        assertThat(handle(BounceMails.report("Final-Recipient: rfc822; " + MARIE + "\nAction: failed\nStatus: 5.1.1\n"))
                        .decision())
                .isEqualTo(Decision.NOT_OURS);
        assertNobodyIsMarked();
    }

    @Test
    @DisplayName("that somebody made up from a mail that he got himself cannot mark another person")
    void forgedForAnother() {
        String forged = BounceMails.text("postfix-unknown-user", sent).replace(MARIE, "john.smith@erables.example");

        assertThat(handle(forged).decision()).isEqualTo(Decision.NOT_PROVEN);
        assertThat(handle(forged, BouncePolicy.standard().believingForwarders()).decision())
                .isEqualTo(Decision.SUPPRESSED);
        assertThat(portal.suppressionList().newest(10))
                .extracting(Suppression::mailboxKey)
                .containsExactly(MARIE);
    }

    @Test
    @DisplayName("whose return address, envelope id and Message-ID name different mails is not believed")
    void contradicting() {
        String other = MailId.random().value();
        String mail = BounceMails.text("postfix-unknown-user", sent);

        for (String contradicting : new String[] {
            mail.replace("Original-Envelope-Id: " + sent, "Original-Envelope-Id: " + other),
            mail.replace("Message-ID: <" + sent, "Message-ID: <" + other),
            mail.replace("bounces+" + sent, "bounces+" + other),
        }) {
            assertThat(contradicting).isNotEqualTo(mail);
            assertThat(handle(contradicting).decision()).isEqualTo(Decision.NOT_PROVEN);
        }
        assertNobodyIsMarked();
    }

    @Test
    @DisplayName("is believed by the kinds of evidence that the policy names, and no other")
    void evidence() {
        String messageIdOnly = BounceMails.text("gmail-does-not-exist", sent);

        assertThat(handle(
                                messageIdOnly,
                                BouncePolicy.standard()
                                        .believing(BounceEvidence.RETURN_ADDRESS, BounceEvidence.ENVELOPE_ID))
                        .decision())
                .isEqualTo(Decision.NOT_PROVEN);
        assertThat(handle(messageIdOnly, BouncePolicy.standard().believing(BounceEvidence.MESSAGE_ID))
                        .decision())
                .isEqualTo(Decision.SUPPRESSED);
    }

    @Test
    @DisplayName("that names the mail by its return address only is enough where nothing of the mail came back")
    void returnAddressOnly() {
        String mail = BounceMails.text("postfix-unknown-user", sent)
                .replace("Original-Envelope-Id: " + sent + "\r\n", "")
                .replace("Message-ID: <" + sent, "Message-ID: <");

        assertThat(handle(mail).decision()).isEqualTo(Decision.SUPPRESSED);
    }

    @Test
    @DisplayName("that comes too long after the mail is not believed")
    void tooOld() {
        portal.letPass(Duration.ofDays(15));

        assertThat(handle(BounceMails.text("postfix-unknown-user", sent)).decision())
                .isEqualTo(Decision.NOT_PROVEN);
        assertNobodyIsMarked();
        assertThat(handle(
                                BounceMails.text("postfix-unknown-user", sent),
                                BouncePolicy.standard().within(Duration.ofDays(30)))
                        .decision())
                .isEqualTo(Decision.SUPPRESSED);
    }

    @Test
    @DisplayName("about a mail that has not left yet is not believed; about one that perhaps left it is")
    void notLeftYet() {
        portal.transport().answerNext(Outcomes.greylisted());
        portal.notifier().announce(SampleEvents.userNameForgotten("E-2"));
        portal.deliver();
        MailId waiting = portal.transport().attempts().get(1).mail().id();
        assertThat(handle(BounceMails.text("postfix-unknown-user", waiting)).decision())
                .isEqualTo(Decision.NOT_PROVEN);

        portal.transport().answerNext(Outcomes.connectionLostAfterTheFinalDot());
        portal.letPass(Duration.ofMinutes(1));
        assertThat(handle(BounceMails.text("postfix-unknown-user", waiting)).decision())
                .isEqualTo(Decision.SUPPRESSED);
    }

    @Test
    @DisplayName("from somebody's own account is doubted, unless the policy says that the field means nothing")
    void notFromTheNullSender() {
        String mail = BounceMails.text("postfix-unknown-user", sent);
        String fromSomebody = mail.replace("Return-Path: <>", "Return-Path: <evil@elsewhere.example>");
        String fromDaemon = mail.replace("Return-Path: <>", "Return-Path: <MAILER-DAEMON>");

        assertThat(handle(fromSomebody).decision()).isEqualTo(Decision.NOT_PROVEN);
        assertThat(handle(fromSomebody, BouncePolicy.standard().fromAnySender()).decision())
                .isEqualTo(Decision.SUPPRESSED);
        assertThat(handle(fromDaemon).decision()).isEqualTo(Decision.SUPPRESSED_BEFORE);
    }

    @ParameterizedTest
    @DisplayName("has the null sender under each of the names that servers write for it")
    @ValueSource(
            strings = {
                "<>",
                "<MAILER-DAEMON>",
                "<MAILER-DAEMON@mx.erables.example>",
                "Mailer-Daemon@relay.example",
                "< >"
            })
    void namesOfTheNullSender(String path) {
        String mail = BounceMails.text("postfix-unknown-user", sent);

        assertThat(handle(mail.replace("Return-Path: <>", "Return-Path: " + path))
                        .decision())
                .isEqualTo(Decision.SUPPRESSED);
    }

    @ParameterizedTest
    @DisplayName("from a name that only looks like the null sender is doubted")
    @ValueSource(
            strings = {
                "<mailer-daemons@relay.example>",
                "<x@MAILER-DAEMON>",
                "<\"MAILER-DAEMON\"@relay.example>",
                "<postmaster@relay.example>"
            })
    void notTheNullSender(String path) {
        String mail = BounceMails.text("postfix-unknown-user", sent);

        assertThat(handle(mail.replace("Return-Path: <>", "Return-Path: " + path))
                        .decision())
                .isEqualTo(Decision.NOT_PROVEN);
    }

    @ParameterizedTest
    @DisplayName("inside a mixed mail counts where null sender and return address prove it")
    @ValueSource(strings = {"opensmtpd", "gateway-footer"})
    void wrapped(String file) {
        assertThat(handle(BounceMails.text(file, sent)).decision()).isEqualTo(Decision.SUPPRESSED);
    }

    @ParameterizedTest
    @DisplayName("that a person forwards does not count, even under the most trusting policy")
    @ValueSource(strings = {"opensmtpd", "gateway-footer"})
    void forwarded(String file) {
        BouncePolicy trusting = BouncePolicy.standard().fromAnySender().believingForwarders();
        String mail = BounceMails.text(file, sent);
        String toStaff = mail.replace("bounces+" + sent + "@boreal.example", "staff@boreal.example");

        assertThat(toStaff).isNotEqualTo(mail);
        for (String forwarded : List.of(
                mail.replace("Return-Path: <>", "Return-Path: <" + MARIE + ">"),
                mail.replace("Return-Path: <>\r\n", ""),
                toStaff)) {
            assertThat(handle(forwarded, trusting).decision()).isEqualTo(Decision.NOT_PROVEN);
        }
        assertNobodyIsMarked();
        assertThat(historyOf(sent)).doesNotContain("bounced");
    }

    @Test
    @DisplayName("that is attached to a mail of a person is no bounce")
    void attached() {
        String mail = "Return-Path: <>\r\nTo: bounces+" + sent + "@boreal.example\r\n"
                + "Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n\r\nSee below.\r\n"
                + "--outer\r\nContent-Type: message/rfc822\r\n\r\n"
                + BounceMails.text("postfix-unknown-user", sent) + "\r\n--outer--\r\n";

        assertThat(handle(mail).decision()).isEqualTo(Decision.NOT_A_BOUNCE);
    }

    @Test
    @DisplayName("that names several recipients in one group is about each of them")
    void severalInOneGroup() {
        String mail = BounceMails.text("postfix-unknown-user", sent);
        String final1 = "Final-Recipient: rfc822; " + MARIE;
        String first = mail.replace(final1, "Final-Recipient: rfc822; other@erables.example\r\n" + final1);
        String delivered = mail.replace(
                final1,
                final1 + "\r\nAction: delivered\r\nStatus: 2.0.0\r\nFinal-Recipient: rfc822; other@erables.example");

        assertThat(handle(delivered).decision()).isEqualTo(Decision.NOT_FINAL);
        assertNobodyIsMarked();
        assertThat(handle(first).decision()).isEqualTo(Decision.SUPPRESSED);
    }

    @Test
    @DisplayName("about a person who was erased marks nobody")
    void erased() {
        portal.outbox().eraseRecipient(EmailAddress.of(MARIE));

        assertThat(handle(BounceMails.text("postfix-unknown-user", sent)).decision())
                .isEqualTo(Decision.NOT_PROVEN);
        assertNobodyIsMarked();
    }

    @Test
    @DisplayName("among reports about others is found by its recipient")
    void amongOthers() {
        String mail = BounceMails.text("postfix-unknown-user", sent)
                .replace(
                        "Final-Recipient: rfc822; " + MARIE,
                        "Final-Recipient: rfc822; list@elsewhere.example\r\nAction: expanded\r\n\r\n"
                                + "Final-Recipient: rfc822; " + MARIE);

        assertThat(handle(mail).decision()).isEqualTo(Decision.SUPPRESSED);
    }

    @Test
    @DisplayName("is handled by a policy that believes something")
    void policies() {
        assertThatThrownBy(() -> BouncePolicy.standard().believing()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BouncePolicy.standard().within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
