package org.portalemails.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalemails.notification.NotificationType.CUSTOMER_VALIDATION_CONFIRMATION;
import static org.portalemails.notification.NotificationType.FORGOT_USER_NAME;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.email.OutgoingMail;
import org.portalemails.event.RepresentativeValidated;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.SuppressionList.Suppression;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.TestPortal;
import org.portalemails.transport.DeliveryOutcome;
import org.portalemails.transport.GuardedMailTransport;
import org.portalemails.transport.RecipientGuard;

@DisplayName("A suppressed address")
class SuppressionTest {
    private static final EmailAddress MARIE = EmailAddress.of("marie.tremblay@erables.example");

    @Test
    @DisplayName("gets no mail, and the announcement says so; until staff lift it")
    void atTheAnnouncement() {
        TestPortal portal = TestPortal.create();
        portal.suppressionList().suppress(MARIE, "5.1.1");
        assertThat(portal.notifier().announce(SampleEvents.userNameForgotten("1")))
                .skipped(FORGOT_USER_NAME, SkipReason.SUPPRESSED_ADDRESS);
        portal.suppressionList().lift(MARIE);
        assertThat(portal.notifier().announce(SampleEvents.userNameForgotten("2")))
                .queued(FORGOT_USER_NAME);
    }

    @Test
    @DisplayName("still gets the link that somebody waits for, unless the policy says otherwise")
    void securityMails() {
        TestPortal lenient = TestPortal.create();
        lenient.suppressionList().suppress(MARIE, "5.1.1");
        assertThat(lenient.notifier().announce(SampleEvents.passwordResetRequested("1")))
                .queued(RESET_PASSWORD);
        TestPortal strict = TestPortal.builder()
                .portalEmails(builder -> builder.suppressingSecurityMails(true))
                .build();
        strict.suppressionList().suppress(MARIE, "5.1.1");
        assertThat(strict.notifier().announce(SampleEvents.passwordResetRequested("1")))
                .skipped(RESET_PASSWORD, SkipReason.SUPPRESSED_ADDRESS);
    }

    @Test
    @DisplayName("is passed over in a batch; the others are announced")
    void inABatch() {
        TestPortal portal = TestPortal.create();
        portal.suppressionList().suppress(MARIE, "5.1.1");
        List<Announcement> answers = portal.notifier()
                .announceAll(
                        List.of(
                                SampleEvents.userNameForgotten("1"),
                                SampleEvents.primaryContactChanged("2"),
                                SampleEvents.passwordResetRequested("3")),
                        Mailing.SEND);
        assertThat(answers.get(0).skipReason(FORGOT_USER_NAME)).isEqualTo(SkipReason.SUPPRESSED_ADDRESS);
        assertThat(answers.get(1).queued()).hasSize(1);
        assertThat(answers.get(1).skipped()).hasSize(1);
        assertThat(answers.get(2).queued()).hasSize(1);
    }

    @Test
    @DisplayName("is one that a server called dead; an address that was only refused is none")
    void learnedFromTheServer() {
        TestPortal portal = TestPortal.create();
        portal.transport().answerNext(Outcomes.refusedAsSpam(), Outcomes.noSuchMailbox());
        portal.notifier().announce(SampleEvents.userNameForgotten("1"));
        portal.deliver();
        assertThat(portal.suppressionList().newest(5)).isEmpty();
        portal.notifier().announce(SampleEvents.userNameForgotten("2"));
        portal.deliver();
        assertThat(portal.suppressionList().newest(5))
                .extracting(Suppression::mailboxKey, Suppression::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(MARIE.mailboxKey(), "5.1.1"));
        assertThat(portal.notifier()
                        .announce(SampleEvents.representativeValidated("3", RepresentativeValidated.Kind.FIRST)))
                .skipped(CUSTOMER_VALIDATION_CONFIRMATION, SkipReason.SUPPRESSED_ADDRESS);
        assertThat(portal).has(FORGOT_USER_NAME, EntryState.DEAD);
    }

    @Test
    @DisplayName("is not learned from the mailbox of a test system to which everything is redirected")
    void redirected() {
        RecipientGuard guard = RecipientGuard.redirectAllTo(EmailAddress.of("test@boreal.example"));
        GuardedMailTransport transport = new GuardedMailTransport(guard) {
            @Override
            protected DeliveryOutcome carry(OutgoingMail mail) {
                return Outcomes.noSuchMailbox();
            }

            @Override
            public java.time.Duration deadline() {
                return java.time.Duration.ofSeconds(1);
            }
        };
        OutgoingMail mail = SampleMails.plain().mail().reveal(java.util.Map.of());
        assertThat(transport.deliver(mail))
                .isInstanceOfSatisfying(DeliveryOutcome.Rejected.class, rejected -> assertThat(rejected.addressDead())
                        .isFalse());
    }
}
