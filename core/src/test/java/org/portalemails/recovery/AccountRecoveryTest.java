package org.portalemails.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalemails.notification.NotificationType.FORGOT_USER_NAME;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.composition.NoAccountMail;
import org.portalemails.event.ActionLink;
import org.portalemails.event.Contact;
import org.portalemails.host.CustomerGroup;
import org.portalemails.limit.RequestLimit;
import org.portalemails.limit.RequestLimits;
import org.portalemails.notification.SkipReason;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SentMail;
import org.portalemails.testkit.TestPortal;

@DisplayName("Account recovery")
class AccountRecoveryTest {
    private static final String MARIE = "marie.tremblay@erables.example";
    private static final CustomerGroupId OTHER = new CustomerGroupId("RETAIL-QC");

    private final List<RecoveryRecord> heard = new ArrayList<>();

    private TestPortal.Builder portal() {
        return TestPortal.builder()
                .account(SampleEvents.account())
                .portalEmails(builder -> builder.recoveryListener(heard::add));
    }

    private TestPortal portal(RecoveryPolicy policy) {
        return portal().portalEmails(builder -> builder.recoveryPolicy(policy).recoveryListener(heard::add))
                .installation(SampleSettings.allOn())
                .build();
    }

    private static PortalAccount account(CustomerGroupId group, String userName, String email) {
        Contact contact =
                Contact.of("Marie", "Tremblay", email, Locale.CANADA_FRENCH).withUserName(userName);
        return PortalAccount.of(group, "Érablière du Nord inc.", contact, "account-" + userName);
    }

    private List<RecoveryOutcome> outcomes() {
        return heard.stream().map(RecoveryRecord::outcome).toList();
    }

    @Test
    @DisplayName("answers nothing to known, unknown, limited and malformed, and sends nothing by itself")
    void theSameAnswer() {
        TestPortal portal = portal(RecoveryPolicy.standard()
                .limitedTo(RequestLimits.standard().perAddress(new RequestLimit(1, Duration.ofHours(1)))));
        AccountRecovery recovery = portal.accountRecovery();
        recovery.resetPassword(MARIE);
        recovery.resetPassword(MARIE);
        recovery.resetPassword("nobody@erables.example");
        recovery.resetPassword("no address");
        recovery.resetPassword((String) null);
        recovery.resetPassword("x".repeat(100_000) + "@y.example");
        recovery.forgotUserName(EmailAddress.of(MARIE));
        assertThat(portal.entries()).isEmpty();
        portal.deliver();
        assertThat(portal).sentOnly(RESET_PASSWORD);
        assertThat(outcomes())
                .containsExactly(
                        RecoveryOutcome.ANSWERED,
                        RecoveryOutcome.LIMIT_REACHED,
                        RecoveryOutcome.NO_ACCOUNT,
                        RecoveryOutcome.MALFORMED,
                        RecoveryOutcome.MALFORMED,
                        RecoveryOutcome.MALFORMED,
                        RecoveryOutcome.LIMIT_REACHED);
    }

    @Test
    @DisplayName("sends a link that is minted when the mail leaves and ends half an hour after the request")
    void reset() {
        TestPortal portal = portal().build();
        portal.accountRecovery().resetPassword("  Marie.TREMBLAY@erables.example ");
        portal.deliver();
        assertThat(portal)
                .sent(RESET_PASSWORD)
                .to(MARIE)
                .withTextContaining("30 minutes")
                .withTextContaining("mtremblay")
                .withLinkTo("https://portal.boreal.example/minted/");
        OutboxEntry entry = portal.entries().get(0);
        assertThat(entry.eventId().value()).startsWith(heard.get(0).eventIdPrefix());
    }

    @Test
    @DisplayName("lists all user names of an address in one mail, and sends one link for each account")
    void severalAccounts() {
        TestPortal portal = portal().group(new CustomerGroup(OTHER, "Détaillants", true), SampleSettings.allOn())
                .account(account(OTHER, "marie.retail", MARIE))
                .account(account(OTHER, "mtremblay", "MARIE.tremblay@erables.example"))
                .build();
        portal.accountRecovery().forgotUserName(MARIE);
        portal.deliver();
        SentMail names = assertThat(portal).sent(FORGOT_USER_NAME).once().mail();
        assertThat(names.mail().text()).containsOnlyOnce("mtremblay").contains("marie.retail");
        portal.accountRecovery().resetPassword(MARIE);
        portal.deliver();
        assertThat(portal).sent(RESET_PASSWORD).times(3);
    }

    @Test
    @DisplayName("tells a mailbox only the names of accounts that have it on file")
    void onFile() {
        PortalAccount elsewhere = account(SampleEvents.GROUP, "elsewhere", "other@erables.example");
        AccountDirectory generous = address -> List.of(SampleEvents.account(), elsewhere);
        TestPortal portal =
                TestPortal.builder().portalEmails(builder -> builder).build();
        TestPortal generousPortal = TestPortal.builder()
                .portalEmails(builder -> builder.recovery(generous, portal.recoveryRequests()))
                .build();
        generousPortal.accountRecovery().forgotUserName(MARIE);
        generousPortal.portalEmails().recoveryProcessor().runOnce();
        portal.deliver();
        assertThat(portal).sent(FORGOT_USER_NAME).to(MARIE).without("elsewhere").once();
        assertThat(portal)
                .sent(FORGOT_USER_NAME)
                .to("other@erables.example")
                .without("mtremblay")
                .once();
    }

    @Test
    @DisplayName("names only accounts of groups that use the portal; where none does, the outbox says so")
    void groupWithoutPortal() {
        TestPortal portal = portal().group(new CustomerGroup(OTHER, "Détaillants", false), SampleSettings.allOn())
                .account(account(OTHER, "marie.retail", MARIE))
                .account(account(OTHER, "lone", "lone@erables.example"))
                .build();
        portal.accountRecovery().forgotUserName(MARIE);
        portal.accountRecovery().forgotUserName("lone@erables.example");
        portal.deliver();
        assertThat(portal)
                .sent(FORGOT_USER_NAME)
                .to(MARIE)
                .without("marie.retail")
                .once();
        assertThat(portal).skipped(FORGOT_USER_NAME, SkipReason.PORTAL_NOT_USED);
        assertThat(outcomes()).containsExactly(RecoveryOutcome.ANSWERED, RecoveryOutcome.ANSWERED);
    }

    @Test
    @DisplayName("of a group over its limit is skipped, visibly for staff")
    void groupLimit() {
        TestPortal portal = portal(RecoveryPolicy.standard()
                .limitedTo(RequestLimits.standard().perGroup(new RequestLimit(1, Duration.ofHours(1)))));
        portal.accountRecovery().resetPassword(MARIE);
        portal.accountRecovery().resetPassword(MARIE);
        portal.deliver();
        assertThat(portal).sent(RESET_PASSWORD).once();
        assertThat(portal).skipped(RESET_PASSWORD, SkipReason.LIMIT_REACHED);
    }

    @Test
    @DisplayName("tells unknown addresses nothing, unless the host wants that; then within the limits")
    void unknown() {
        TestPortal silent = portal(RecoveryPolicy.standard());
        silent.accountRecovery().resetPassword("nobody@erables.example");
        silent.deliver();
        assertThat(silent).sentNothing();
        assertThat(silent.entries()).isEmpty();

        RequestLimits two = RequestLimits.standard().perAddress(new RequestLimit(2, Duration.ofHours(1)));
        TestPortal telling =
                portal(RecoveryPolicy.standard().tellingUnknown(true).limitedTo(two));
        for (Locale page : List.of(Locale.ENGLISH, Locale.forLanguageTag("de"), Locale.ENGLISH)) {
            telling.accountRecovery().forgotUserName("nobody@erables.example", page);
        }
        telling.deliver();
        assertThat(telling)
                .sent(FORGOT_USER_NAME)
                .to("nobody@erables.example")
                .withSubject("Portail Boréal: no account with this address")
                .from("portail@boreal.example")
                .once();
        assertThat(telling)
                .sent(FORGOT_USER_NAME)
                .withSubject("Portail Boréal\u00a0: aucun compte à cette adresse")
                .withTextContaining("adresse courriel")
                .once();
        assertThat(telling.entries())
                .allSatisfy(entry -> assertThat(entry.group()).isEqualTo(NoAccountMail.NO_GROUP));
    }

    @Test
    @DisplayName("without a sender of the installation, unknown addresses are told nothing")
    void unknownWithoutSender() {
        TestPortal portal = portal().portalEmails(builder ->
                        builder.recoveryPolicy(RecoveryPolicy.standard().tellingUnknown(true)))
                .build();
        portal.accountRecovery().resetPassword("nobody@erables.example");
        portal.deliver();
        assertThat(portal).sentNothing();
    }

    @Test
    @DisplayName("waits when the host's accounts cannot be asked, and gives up when a link would have ended")
    void directoryFails() {
        List<Boolean> broken = new ArrayList<>(List.of(true));
        TestPortal target = TestPortal.create();
        AccountDirectory directory = address -> {
            if (broken.get(0)) {
                throw new IllegalStateException("no connection, and " + address.value());
            }
            return List.of(SampleEvents.account());
        };
        TestPortal host = TestPortal.builder()
                .portalEmails(builder ->
                        builder.recovery(directory, target.recoveryRequests()).recoveryListener(heard::add))
                .build();
        host.accountRecovery().resetPassword(MARIE);
        assertThat(host.portalEmails().recoveryProcessor().runOnce()).isZero();
        assertThat(target.recoveryRequests().newest(1)).allMatch(record -> record.outcome() == null);
        broken.set(0, false);
        target.clock().advance(Duration.ofSeconds(15));
        assertThat(host.portalEmails().recoveryProcessor().runOnce()).isEqualTo(1);
        broken.set(0, true);
        host.accountRecovery().resetPassword(MARIE);
        host.portalEmails().recoveryProcessor().runOnce();
        target.clock().advance(Duration.ofMinutes(30));
        assertThat(host.portalEmails().recoveryProcessor().runOnce()).isEqualTo(1);
        assertThat(outcomes()).containsExactly(RecoveryOutcome.ANSWERED, RecoveryOutcome.EXPIRED);
    }

    @Test
    @DisplayName("that no group's settings can answer ends as failed, and holds up nobody")
    void refused() {
        TestPortal portal = portal().account(account(new CustomerGroupId("GONE"), "lost", "lost@erables.example"))
                .build();
        portal.accountRecovery().resetPassword("lost@erables.example");
        portal.accountRecovery().forgotUserName("lost@erables.example");
        portal.accountRecovery().resetPassword(MARIE);
        portal.deliver();
        assertThat(outcomes())
                .containsExactly(RecoveryOutcome.FAILED, RecoveryOutcome.FAILED, RecoveryOutcome.ANSWERED);
        assertThat(portal).sentOnly(RESET_PASSWORD);
    }

    @Test
    @DisplayName("for a suppressed address sends the link that somebody waits for, and nothing else")
    void suppressed() {
        TestPortal portal = portal().build();
        portal.suppressionList().suppress(EmailAddress.of(MARIE), "5.1.1");
        portal.accountRecovery().forgotUserName(MARIE);
        portal.accountRecovery().resetPassword(MARIE);
        portal.deliver();
        assertThat(portal).sentOnly(RESET_PASSWORD).skipped(FORGOT_USER_NAME, SkipReason.SUPPRESSED_ADDRESS);
    }

    @Test
    @DisplayName("uses a link that the host makes, sealed in the row")
    void givenLink() {
        TestPortal target = TestPortal.create();
        AccountDirectory directory = new AccountDirectory() {
            @Override
            public List<PortalAccount> accountsOf(EmailAddress address) {
                return List.of(SampleEvents.account());
            }

            @Override
            public ActionLink resetLink(PortalAccount account, Instant expiresAt) {
                return ActionLink.given("https://portal.boreal.example/own/" + account.reference(), expiresAt);
            }
        };
        TestPortal host = TestPortal.builder()
                .portalEmails(builder -> builder.recovery(directory, target.recoveryRequests()))
                .build();
        host.accountRecovery().resetPassword(MARIE);
        host.portalEmails().recoveryProcessor().runOnce();
        target.deliver();
        assertThat(target).sent(RESET_PASSWORD).withLinkTo("https://portal.boreal.example/own/account-marie");
    }

    @Test
    @DisplayName("that was not set up says so; a processor without it has nothing to do")
    void notSetUp() {
        TestPortal portal = TestPortal.create();
        PortalEmails without = PortalEmails.builder()
                .customerGroups(id -> java.util.Optional.empty())
                .settingsStore(portal.settingsStore())
                .outbox(portal.outbox())
                .profile(SampleSettings.profile())
                .build();
        assertThatThrownBy(without::accountRecovery)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("recovery");
        assertThat(without.recoveryProcessor().runOnce()).isZero();
    }

    @Test
    @DisplayName("shows nothing personal in its types, and refuses accounts and limits that are none")
    void types() {
        assertThat(SampleEvents.account().toString()).isEqualTo("PortalAccount[group WHOLESALE-QC]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortalAccount.of(
                        SampleEvents.GROUP, "x", Contact.of("A", "B", "a@b.example", Locale.ENGLISH), "1"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new PortalAccount(SampleEvents.GROUP, " ", List.of(), SampleEvents.MARIE, "1", Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestLimit(-1, Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestLimit(1, Duration.ofMillis(999)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoveryPolicy.standard().linksValidFor(Duration.ZERO));
        for (RecoveryOutcome outcome : RecoveryOutcome.values()) {
            assertThat(RecoveryOutcome.ofCode(outcome.code())).isEqualTo(outcome);
        }
    }

    @Test
    @DisplayName("is forgotten after a week")
    void purged() {
        TestPortal portal = portal().build();
        portal.accountRecovery().resetPassword(MARIE);
        portal.deliver();
        assertThat(portal.recoveryRequests().newest(5)).hasSize(1);
        portal.letPass(Duration.ofDays(8));
        assertThat(portal.recoveryRequests().newest(5)).isEmpty();
        assertThat(portal).has(RESET_PASSWORD, EntryState.SENT);
    }
}
