package org.portalemails.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portalemails.notification.NotificationType.FORGOT_USER_NAME;
import static org.portalemails.notification.NotificationType.INTERNAL_ACCESS_REQUEST;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.Company;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.PortalProfile;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.SkipReason;
import org.portalemails.recovery.PortalAccount;
import org.portalemails.recovery.RecoveryPolicy;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SentMail;
import org.portalemails.testkit.TestPortal;

@DisplayName("Where an ERP has several companies")
class SeveralCompaniesTest {
    private static final CompanyId NORTH = new CompanyId("NORTH");
    private static final CompanyId SOUTH = new CompanyId("SOUTH");
    private static final CustomerGroupId OF_SOUTH = new CustomerGroupId("SOUTH-RETAIL");
    private static final EmailAddress MARIE = EmailAddress.of("marie.tremblay@erables.example");

    private static PortalEmailSettings from(String address) {
        return PortalEmailSettings.builder()
                .sendFrom(EmailAddress.of(address))
                .accessRequestsTo(EmailAddress.of("credit@boreal.example"))
                .build();
    }

    private static PortalProfile profile(CompanyId company) {
        return PortalProfile.builder()
                .senderCompanyName(company.value() + " inc.")
                .portalName("Portal " + company)
                .portalUrl("https://" + company.value().toLowerCase(java.util.Locale.ROOT) + ".example/")
                .build();
    }

    /** The sample group is of the north. */
    private static TestPortal.Builder portal() {
        return TestPortal.builder()
                .company(new Company(NORTH, "Nord inc."), from("portal@north.example"))
                .company(new Company(SOUTH, "Sud inc."), from("portal@south.example"))
                .installation(from("portal@all.example"))
                .group(new CustomerGroup(SampleEvents.GROUP, "Grossistes", true, NORTH), PortalEmailSettings.blank())
                .group(new CustomerGroup(OF_SOUTH, "Détaillants", true, SOUTH), PortalEmailSettings.blank())
                .portalEmails(builder -> builder.profiles(SeveralCompaniesTest::profile));
    }

    private static UserNameForgotten inSouth(String eventId) {
        EventHeader header = EventHeader.of(
                new EventId(eventId), OF_SOUTH, SampleEvents.header("x").occurredAt(), "Sirops ltée");
        return new UserNameForgotten(header, SampleEvents.MARIE, List.of("marie.s"));
    }

    private static SentMail only(TestPortal portal) {
        portal.deliver();
        List<SentMail> sent = portal.mails().sent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    @Test
    @DisplayName("a mail has the sender and the portal of the company of its group")
    void senderAndPortal() {
        TestPortal portal = portal().build();
        portal.notifier().announce(inSouth("1"));
        SentMail mail = only(portal);
        assertThat(mail.mail().from().address().value()).isEqualTo("portal@south.example");
        assertThat(mail.mail().text()).contains("Portal SOUTH").doesNotContain("NORTH");
    }

    @Test
    @DisplayName("an address that is dead for one company still gets the mails of another, also in one batch")
    void suppression() {
        TestPortal portal = portal().build();
        portal.suppressionList().suppress(NORTH, MARIE, "5.1.1");
        assertThat(portal.notifier().announce(SampleEvents.userNameForgotten("1")))
                .skipped(FORGOT_USER_NAME, SkipReason.SUPPRESSED_ADDRESS);
        assertThat(portal.notifier().announce(inSouth("2"))).queued(FORGOT_USER_NAME);
        List<Announcement> batch = portal.notifier()
                .announceAll(List.of(inSouth("3"), SampleEvents.userNameForgotten("4"), inSouth("5")), Mailing.SEND);
        assertThat(batch)
                .extracting(answer -> answer.skipReason(FORGOT_USER_NAME))
                .containsExactly(null, SkipReason.SUPPRESSED_ADDRESS, null);
        portal.suppressionList().suppress(MARIE, "5.1.1");
        assertThat(portal.notifier().announce(inSouth("6"))).skipped(FORGOT_USER_NAME, SkipReason.SUPPRESSED_ADDRESS);
    }

    @Test
    @DisplayName("an address that one company's server called dead is dead for that company")
    void learned() {
        TestPortal portal = portal().build();
        portal.transport().answerNext(Outcomes.noSuchMailbox());
        portal.notifier().announce(SampleEvents.userNameForgotten("1"));
        portal.deliver();
        assertThat(portal.suppressionList().newest(5)).singleElement().satisfies(mark -> assertThat(mark.company())
                .isEqualTo(NORTH));
        assertThat(portal.notifier().announce(inSouth("2"))).queued(FORGOT_USER_NAME);
        assertThat(portal.notifier().announce(SampleEvents.userNameForgotten("3")))
                .skipped(FORGOT_USER_NAME, SkipReason.SUPPRESSED_ADDRESS);
    }

    @Test
    @DisplayName("strangers who flood one company use up its limit and not that of another")
    void limits() {
        RequestLimits limits = RequestLimits.standard().perCompany(new RequestLimit(1, Duration.ofHours(1)));
        TestPortal portal = portal().portalEmails(builder ->
                        builder.profiles(SeveralCompaniesTest::profile).accessRequestLimits(limits))
                .build();
        portal.notifier().announce(SampleEvents.accessRequested("1"));
        portal.deliver();
        assertThat(portal.notifier().announce(SampleEvents.accessRequested("2")))
                .skipped(INTERNAL_ACCESS_REQUEST, SkipReason.LIMIT_REACHED);
    }

    @Test
    @DisplayName("who forgot a password is answered by the company of each account, and heeds what is dead for whom")
    void recovery() {
        PortalAccount second =
                PortalAccount.of(OF_SOUTH, "Sirops ltée", SampleEvents.MARIE.withUserName("marie.s"), "account-2");
        TestPortal portal = portal().account(SampleEvents.account())
                .account(second)
                .portalEmails(builder ->
                        builder.profiles(SeveralCompaniesTest::profile).suppressingSecurityMails(true))
                .build();
        portal.suppressionList().suppress(NORTH, MARIE, "5.1.1");
        portal.accountRecovery().resetPassword(MARIE);
        SentMail mail = only(portal);
        assertThat(mail.mail().from().address().value()).isEqualTo("portal@south.example");
        assertThat(portal).skipped(RESET_PASSWORD, SkipReason.SUPPRESSED_ADDRESS);
    }

    @Test
    @DisplayName("an address without an account is answered by the first company")
    void nobody() {
        TestPortal portal = portal().portalEmails(builder -> builder.profiles(SeveralCompaniesTest::profile)
                        .recoveryPolicy(RecoveryPolicy.standard().tellingUnknown(true)))
                .build();
        portal.accountRecovery().resetPassword("nobody@erables.example");
        SentMail mail = only(portal);
        assertThat(mail.mail().from().address().value()).isEqualTo("portal@north.example");
        assertThat(mail.mail().text()).contains("Portal NORTH");
    }

    @Test
    @DisplayName("an ERP with one company has the settings of the installation, and no others")
    void one() {
        TestPortal portal = TestPortal.builder()
                .installation(from("portal@all.example"))
                .settings(PortalEmailSettings.blank())
                .build();
        assertThat(portal.portalEmails()
                        .settingsScreen()
                        .effective(SampleSettings.group().id())
                        .sendFrom()
                        .map(found -> found.level().code()))
                .isEqualTo(Optional.of("installation"));
    }
}
