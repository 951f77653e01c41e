package org.portalemails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Mailing;
import org.portalemails.event.PortalEvent;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.host.CustomerGroup;
import org.portalemails.inmemory.InMemoryOutbox;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.notification.ContentFormat;
import org.portalemails.notification.FieldValueException;
import org.portalemails.notification.MailText;
import org.portalemails.notification.NotificationType;
import org.portalemails.notification.SkipReason;
import org.portalemails.notification.Switch;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.screen.PortalNotUsedException;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.StaleSettingsException;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.settings.form.TextForm;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;

@DisplayName("The entry point")
class PortalEmailsTest {
    private static final SettingsOwner OWNER = SettingsOwner.group(SampleEvents.GROUP);

    private final SettableClock clock = new SettableClock();
    private final InMemorySettingsStore store = new InMemorySettingsStore(clock);
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, AesGcmSealer.of("k1", new byte[32]));
    private boolean usesPortal = true;
    private PortalEmails portal;

    @BeforeEach
    void build() {
        portal = PortalEmails.builder()
                .customerGroups(id -> id.equals(SampleEvents.GROUP)
                        ? Optional.of(new CustomerGroup(id, "Grossistes", usesPortal))
                        : Optional.empty())
                .profile(SampleSettings.profile())
                .settingsStore(store)
                .outbox(outbox)
                .clock(clock)
                .build();
        store.save(OWNER, SampleSettings.allOn(), 0, "setup");
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThatThrownBy(() -> PortalEmails.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("customerGroups, settingsStore, outbox, profile");
    }

    @Nested
    @DisplayName("The notifier")
    class Announcing {
        @Test
        void answersWithAnIdForEachQueuedMail() {
            Announcement answer = portal.notifier().announce(SampleEvents.accessRequested("e-1"));
            assertThat(answer.queued().stream().map(Announcement.Queued::type))
                    .containsExactly(
                            NotificationType.INTERNAL_ACCESS_REQUEST, NotificationType.CUSTOMER_ACCESS_REQUEST);
            assertThat(answer.queued())
                    .allSatisfy(queued -> assertThat(outbox.find(queued.id())).isPresent());
        }

        @Test
        void answersARepetitionWithTheFirstIdsAndWritesNothing() {
            Announcement first = portal.notifier().announce(SampleEvents.passwordResetRequested("e-1"));
            Announcement second = portal.notifier().announce(SampleEvents.passwordResetRequested("e-1"));
            assertThat(second.skipReason(NotificationType.RESET_PASSWORD)).isEqualTo(SkipReason.ALREADY_ANNOUNCED);
            assertThat(second.skipped().get(0).id())
                    .isEqualTo(first.queued().get(0).id());
            assertThat(outbox.find(OutboxQuery.all())).hasSize(1);
        }

        @Test
        void recordsASkipSoThatStaffCanSeeIt() {
            store.save(
                    OWNER,
                    SampleSettings.allOn().toBuilder()
                            .turn(Switch.MAIL_CUSTOMERS_WHO_DID_NOT_ASK, false)
                            .build(),
                    1,
                    "setup");
            Announcement answer = portal.notifier().announce(SampleEvents.representativeAdded("e-1"));
            assertThat(answer.skipReason(NotificationType.CUSTOMER_ACCESS_REQUEST))
                    .isEqualTo(SkipReason.SWITCHED_OFF);
            assertThat(outbox.find(OutboxQuery.all())).singleElement().satisfies(entry -> {
                assertThat(entry.state()).isEqualTo(EntryState.SKIPPED);
                assertThat(entry.reason()).isEqualTo("switched-off");
                assertThat(entry.recipient()).isEqualTo("marie.tremblay@erables.example");
            });
        }

        @Test
        void keepsSettingsAndSendsNothingForAGroupThatLeftThePortal() {
            usesPortal = false;
            Announcement answer = portal.notifier().announce(SampleEvents.primaryContactChanged("e-1"));
            assertThat(answer.queued()).isEmpty();
            assertThat(answer.skipReason(NotificationType.NEW_PRIMARY_CONTACT)).isEqualTo(SkipReason.PORTAL_NOT_USED);
            assertThat(store.find(OWNER)).isPresent();
        }

        @Test
        void refusesAnUnknownGroup() {
            RepresentativeAdded event = new RepresentativeAdded(
                    org.portalemails.event.EventHeader.of(
                            new org.portalemails.event.EventId("e"),
                            new CustomerGroupId("NOBODY"),
                            SampleEvents.WHEN,
                            "Inc."),
                    "R-1",
                    SampleEvents.MARIE,
                    "Luc",
                    null);
            assertThatThrownBy(() -> portal.notifier().announce(event))
                    .isInstanceOf(UnknownCustomerGroupException.class)
                    .hasMessageContaining("NOBODY");
            assertThat(outbox.find(OutboxQuery.all())).isEmpty();
        }

        @Test
        void inABatchOneWrongEventDoesNotHoldUpTheOthers() {
            store.save(
                    OWNER,
                    SampleSettings.allOn()
                            .withText(
                                    NotificationType.CUSTOMER_ACCESS_REQUEST,
                                    Locale.CANADA_FRENCH,
                                    new MailText("Accès", "{{registrationLink}}", ContentFormat.PLAIN)),
                    1,
                    "setup");
            PortalEvent without =
                    new RepresentativeAdded(SampleEvents.header("bad"), "R-2", SampleEvents.MARIE, "Luc", null);
            List<Announcement> answers = portal.notifier()
                    .announceAll(
                            List.of(
                                    SampleEvents.representativeAdded("e-1"),
                                    without,
                                    SampleEvents.representativeAdded("e-2"),
                                    SampleEvents.representativeAdded("e-1")),
                            Mailing.SEND);
            assertThat(answers).hasSize(4);
            assertThat(answers.get(0).queued()).hasSize(1);
            assertThat(answers.get(1).answers()).singleElement().satisfies(answer -> assertThat(answer)
                    .isInstanceOfSatisfying(Announcement.Refused.class, refused -> assertThat(refused.cause())
                            .isInstanceOf(FieldValueException.class)));
            assertThat(answers.get(2).queued()).hasSize(1);
            assertThat(answers.get(3).skipReason(NotificationType.CUSTOMER_ACCESS_REQUEST))
                    .isEqualTo(SkipReason.ALREADY_ANNOUNCED);
        }

        @Test
        void anImportMaySayThatNothingIsToBeSentAndThatHoldsForLater() {
            portal.notifier().announceAll(List.of(SampleEvents.representativeAdded("e-1")), Mailing.DO_NOT_SEND);
            assertThat(outbox.find(OutboxQuery.all())).singleElement().satisfies(entry -> assertThat(entry.reason())
                    .isEqualTo("not-wanted"));
            assertThat(portal.notifier()
                            .announce(SampleEvents.representativeAdded("e-1"))
                            .queued())
                    .isEmpty();
        }
    }

    @Nested
    @DisplayName("The settings screen")
    class Screen {
        private final SettingsScreen screen() {
            return portal.settingsScreen();
        }

        @Test
        void savesWhatWasTypedAndShowsItAgain() {
            SettingsForm form = screen().open(OWNER);
            form.setSendFrom("nouveau@boreal.example");
            screen().save(OWNER, form, "anne");
            assertThat(screen().open(OWNER).getSendFrom()).isEqualTo("nouveau@boreal.example");
            assertThat(screen().saved(OWNER).orElseThrow().savedBy()).isEqualTo("anne");
            assertThat(screen().history(OWNER, 10)).hasSize(2);
        }

        @Test
        void refusesEverythingThatIsWrongAtOnceAndChangesNothing() {
            SettingsForm form = screen().open(OWNER);
            form.setSendFrom("not an address");
            form.getResetPassword().setSubject("Mot de passe {{resetLink}}");
            form.getResetPassword().setContent("Bonjour {{custmerName}}");
            assertThatThrownBy(() -> screen().save(OWNER, form, "anne"))
                    .isInstanceOfSatisfying(InvalidSettingsException.class, refused -> assertThat(
                                    refused.violations().stream().map(violation -> violation.path()))
                            .contains("sendFrom", "resetPassword.subject", "resetPassword.content"));
            assertThat(screen().saved(OWNER).orElseThrow().version()).isEqualTo(1);
        }

        @Test
        void refusesAStaleSaveAndSaysWhatIsThereNow() {
            SettingsForm mine = screen().open(OWNER);
            SettingsForm theirs = screen().open(OWNER);
            theirs.setSenderName("Eux");
            screen().save(OWNER, theirs, "eux");
            mine.setSenderName("Moi");
            assertThatThrownBy(() -> screen().save(OWNER, mine, "moi"))
                    .isInstanceOfSatisfying(StaleSettingsException.class, stale -> assertThat(
                                    stale.newest().orElseThrow().savedBy())
                            .isEqualTo("eux"));
            assertThat(screen().open(OWNER).getSenderName()).isEqualTo("Eux");
        }

        @Test
        void isNotThereForAGroupThatDoesNotUseThePortal() {
            usesPortal = false;
            assertThat(screen().isAvailable(SampleEvents.GROUP)).isFalse();
            assertThatThrownBy(() -> screen().save(OWNER, screen().open(OWNER), "anne"))
                    .isInstanceOf(PortalNotUsedException.class);
        }

        @Test
        void restoresAnOlderVersionAsANewOne() {
            SettingsForm form = screen().open(OWNER);
            form.setSenderName("Autre nom");
            screen().save(OWNER, form, "anne");
            screen().restore(OWNER, 1, 2, "anne");
            assertThat(screen().saved(OWNER).orElseThrow().version()).isEqualTo(3);
            assertThat(screen().open(OWNER).getSenderName()).isEqualTo("Distribution Boréale");
        }

        @Test
        void sendsATestTheSameWayThatEveryMailGoes() {
            var id = screen().sendTest(
                            OWNER,
                            typed("Ici : {{resetLink}}"),
                            NotificationType.RESET_PASSWORD,
                            Locale.CANADA_FRENCH,
                            EmailAddress.of("anne@boreal.example"));
            assertThat(outbox.find(id)).get().satisfies(entry -> {
                assertThat(entry.state()).isEqualTo(EntryState.QUEUED);
                assertThat(entry.recipient()).isEqualTo("anne@boreal.example");
                assertThat(entry.eventId().value()).startsWith("test-");
            });
        }

        private SettingsForm typed(String content) {
            SettingsForm form = screen().open(OWNER);
            TextForm text = form.getResetPassword().translation("fr-CA");
            text.setSubject("Nouveau mot de passe");
            text.setContent(content);
            return form;
        }

        @Test
        void aRefusedTestSendsNothing() {
            assertThatThrownBy(() -> screen().sendTest(
                                    OWNER,
                                    typed("{{unknownField}}"),
                                    NotificationType.RESET_PASSWORD,
                                    Locale.CANADA_FRENCH,
                                    EmailAddress.of("anne@boreal.example")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(outbox.find(OutboxQuery.all())).isEmpty();
        }
    }
}
