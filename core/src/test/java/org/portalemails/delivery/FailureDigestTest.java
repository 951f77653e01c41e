package org.portalemails.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.composition.DeliveryReportMail;
import org.portalemails.email.OutgoingMail;
import org.portalemails.host.Company;
import org.portalemails.host.CustomerGroup;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.TestPortal;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoute.Condition;
import org.portalemails.transport.MailRoute.TransportStatus;
import org.portalemails.transport.MailRoutes;

@DisplayName("The report of failures")
class FailureDigestTest {
    private static final EmailAddress OPERATORS = EmailAddress.of("exploitation@boreal.example");
    private static final MailRoute SPARE = MailRoute.named("spare");

    private TestPortal portal = portal(SampleSettings.allOn(), MailRoutes.single());
    private List<MailRoute.Status> statuses = List.of();
    private FailureDigest digest = digest();
    private int events;

    private static TestPortal portal(PortalEmailSettings group, MailRoutes routes) {
        return TestPortal.builder()
                .settings(group)
                .installation(SampleSettings.allOn().toBuilder()
                        .set(Setting.FAILURES_TO, OPERATORS)
                        .build())
                .portalEmails(builder -> builder.routes(routes))
                .build();
    }

    private FailureDigest digest() {
        OutboxWatch watch = new OutboxWatch(portal.outbox(), () -> statuses, Duration.ofMinutes(15), portal.clock());
        return portal.portalEmails().failureDigest(portal.outbox(), watch);
    }

    @BeforeEach
    void refuseCustomers() {
        refuse();
    }

    private void refuse() {
        portal.transport().answer(mail -> !isReport(mail), Outcomes.refusedAsSpam());
    }

    private static boolean isReport(OutgoingMail mail) {
        return mail.group().equals(DeliveryReportMail.GROUP);
    }

    private void fail(int mails) {
        for (int i = 0; i < mails; i++) {
            portal.notifier().announce(SampleEvents.userNameForgotten("E-" + events++));
        }
        portal.deliver();
    }

    private List<OutgoingMail> reports() {
        portal.deliver();
        return portal.transport().accepted().stream()
                .filter(FailureDigestTest::isReport)
                .toList();
    }

    private List<OutboxEntry> written() {
        return portal.outbox().find(OutboxQuery.all().ofGroup(DeliveryReportMail.GROUP));
    }

    private OutgoingMail onlyReport() {
        List<OutgoingMail> reports = reports();
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private void down(String route) {
        Instant since = portal.clock().instant().minus(Duration.ofMinutes(10));
        List<MailRoute.Status> all = new ArrayList<>(statuses);
        all.add(new MailRoute.Status(
                route, List.of(new TransportStatus("smtp", Condition.DOWN, since, "connection refused")), null, null));
        statuses = all;
    }

    /** The operators' side of an outbox as a node saw it that looked a moment earlier: without any report. */
    private static OutboxAdministration withoutReports(OutboxAdministration outbox) {
        return (OutboxAdministration) Proxy.newProxyInstance(
                OutboxAdministration.class.getClassLoader(),
                new Class<?>[] {OutboxAdministration.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("page")
                            && DeliveryReportMail.GROUP.equals(((OutboxQuery) arguments[0]).group())) {
                        return new OutboxPage(List.of(), null);
                    }
                    return method.invoke(outbox, arguments);
                });
    }

    @Test
    @DisplayName("is not written while nothing is wrong")
    void nothing() {
        portal.transport().acceptEverything();
        fail(3);
        assertThat(digest.runOnce()).isZero();
        assertThat(written()).isEmpty();
    }

    @Test
    @DisplayName("is not written where no address is set, whatever fails")
    void nobodyToTell() {
        portal.save(SettingsOwner.INSTALLATION, SampleSettings.allOn());
        fail(3);
        down("default");
        assertThat(digest.runOnce()).isZero();
        assertThat(written()).isEmpty();
    }

    @Test
    @DisplayName("says how many failed, why, since when, by which route, and what to do; and names nobody")
    void contents() {
        fail(3);
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-reset"));
        portal.deliver();
        assertThat(digest.runOnce()).isEqualTo(1);

        OutgoingMail report = onlyReport();
        assertThat(report.to().address()).isEqualTo(OPERATORS);
        assertThat(report.from().address().value()).isEqualTo("portail@boreal.example");
        assertThat(report.subject()).isEqualTo("Portail Boréal\u00a0: des courriels demandent votre attention");
        assertThat(spaces(report.text()))
                .contains(
                        "3 × Nom utilisateur oublié : refusé définitivement par le serveur de courriel (acheminement default, depuis le 24 novembre 2098 à 10 h 00 (heure de l’Est))",
                        "1 × Réinitialiser mot de passe : ",
                        "Refusés par le serveur de courriel : consultez sa réponse")
                .doesNotContain("Problèmes en cours", "report.", "reason.", "{{", "…", "e-mail");
        String all = report.subject() + report.text() + report.html();
        for (OutboxEntry entry : portal.outbox().find(OutboxQuery.all().inState(EntryState.DEAD))) {
            assertThat(all).doesNotContain(Objects.requireNonNull(entry.recipient()));
        }
        assertThat(all).doesNotContainIgnoringCase("marie").doesNotContain("Tremblay", "erables", "Smith");
    }

    private static String spaces(String text) {
        return text.replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @DisplayName("is in the language of the settings, every word of it")
    @CsvSource({
        "en, emails need attention, What to do:, permanently refused by the mail server",
        "fr, des e-mails demandent votre attention, Que faire :, refusé définitivement par le serveur de messagerie",
        "fr-CA, des courriels demandent votre attention, Que faire :, refusé définitivement par le serveur de courriel",
        "es, emails need attention, What to do:, permanently refused by the mail server"
    })
    void languages(String tag, String subject, String todo, String reason) {
        portal = portal(
                SampleSettings.allOn().toBuilder()
                        .language(Locale.forLanguageTag(tag))
                        .build(),
                MailRoutes.single());
        refuse();
        digest = digest();
        fail(1);
        down("default");
        digest.runOnce();
        OutgoingMail report = onlyReport();
        assertThat(spaces(report.subject())).endsWith(subject);
        assertThat(spaces(report.text()))
                .contains(todo, reason, "default")
                .doesNotContain("trouble.", "hold.", "report.");
    }

    @Test
    @DisplayName("comes once an hour, and tells each failure once")
    void onceAnHour() {
        fail(2);
        assertThat(digest.runOnce()).isEqualTo(1);
        assertThat(reports()).hasSize(1);
        portal.clock().advance(Duration.ofMinutes(30));
        fail(1);
        assertThat(digest.runOnce()).isZero();
        portal.clock().advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(digest.runOnce()).as("a second too early").isZero();
        portal.clock().advance(Duration.ofSeconds(1));
        assertThat(digest.runOnce()).isEqualTo(1);
        assertThat(reports()).hasSize(2);
        assertThat(spaces(reports().get(1).text())).contains("1 × ").doesNotContain("2 × ", "3 × ");
        portal.clock().advance(Duration.ofHours(1));
        assertThat(digest.runOnce()).as("nothing failed since").isZero();
    }

    @Test
    @DisplayName("is one for two nodes that look at the same moment")
    void twoNodes() {
        fail(2);
        FailureDigest other = digest();
        assertThat(digest.runOnce() + other.runOnce()).isEqualTo(1);
        assertThat(reports()).hasSize(1);
    }

    @Test
    @DisplayName("leaves once even if two were written, one before the full hour and one behind it")
    void aroundTheFullHour() {
        portal.clock().advance(Duration.ofMinutes(59).plusSeconds(59));
        fail(1);
        OutboxWatch blind = new OutboxWatch(portal.outbox(), List::of, Duration.ofHours(9), portal.clock());
        assertThat(digest.runOnce()).isEqualTo(1);
        FailureDigest late = portal.portalEmails().failureDigest(withoutReports(portal.outbox()), blind);
        portal.clock().advance(Duration.ofSeconds(2));
        assertThat(late.runOnce()).as("did not see the other's").isEqualTo(1);
        assertThat(written()).hasSize(2);
        assertThat(reports()).hasSize(1);
        assertThat(written())
                .extracting(OutboxEntry::state)
                .containsExactlyInAnyOrder(EntryState.SENT, EntryState.SKIPPED);
    }

    @Test
    @DisplayName("tells of links that ended before they could be sent")
    void expired() {
        portal.transport().acceptEverything().answer(mail -> !isReport(mail), Outcomes.serverDown());
        portal.notifier().announce(SampleEvents.passwordResetRequested("E-reset"));
        portal.deliver();
        portal.letPass(Duration.ofMinutes(40));
        portal.transport().acceptEverything();
        assertThat(portal.outbox().find(OutboxQuery.all().inState(EntryState.EXPIRED)))
                .hasSize(1);
        digest.runOnce();
        assertThat(spaces(onlyReport().text())).contains("Liens expirés : invitez les clients");
    }

    @Test
    @DisplayName("tells of mails that came back, once")
    void bounces() {
        portal.transport().acceptEverything();
        fail(1);
        OutboxEntry sent = portal.entries().get(0);
        digest.bounced(
                new DeliveryListener.Bounce(sent.id(), sent.typeCode(), sent.group(), sent.company(), "5.1.1", true));
        assertThat(digest.runOnce()).isEqualTo(1);
        assertThat(spaces(onlyReport().text())).contains("1 × ", "Revenus : corrigez les adresses");
        portal.clock().advance(Duration.ofHours(2));
        assertThat(digest.runOnce()).isZero();
    }

    @Test
    @DisplayName("leaves by another route if its own is in trouble, and says that it is")
    void anotherRoute() {
        portal = portal(
                SampleSettings.allOn(),
                MailRoutes.of(MailRoute.named("default")).forCompany(new CompanyId("other"), SPARE));
        digest = digest();
        down("default");
        assertThat(digest.runOnce()).isEqualTo(1);
        OutboxEntry report = written().get(0);
        assertThat(report.route()).isEqualTo("spare");
    }

    @Test
    @DisplayName(
            "waits as any mail does if no other route works, sends for its sender or is open; no second one is written meanwhile")
    void noOtherRoute() {
        MailRoute foreign = MailRoute.named("foreign").sendingFor(SenderDomains.only("elsewhere.example"));
        portal = portal(
                SampleSettings.allOn(),
                MailRoutes.of(MailRoute.named("default"))
                        .forCompany(new CompanyId("a"), SPARE)
                        .forCompany(new CompanyId("b"), foreign)
                        .forCompany(new CompanyId("c"), MailRoute.named("held")));
        digest = digest();
        portal.outbox().hold(HoldScope.route("held"), "maintenance");
        down("default");
        down("spare");
        assertThat(digest.runOnce()).isEqualTo(1);
        assertThat(written()).extracting(OutboxEntry::route).containsExactly("default");
        portal.clock().advance(Duration.ofHours(3));
        assertThat(digest.runOnce()).as("one waits").isZero();
    }

    @Test
    @DisplayName("is never about itself: neither one that is refused, nor one that came back, nor a hold of its own")
    void noLoop() {
        fail(1);
        portal.transport().answer(mail -> true, Outcomes.noSuchMailbox());
        digest.runOnce();
        portal.letPass(Duration.ofMinutes(1));
        OutboxEntry dead = written().get(0);
        assertThat(dead.state()).isEqualTo(EntryState.DEAD);
        digest.bounced(
                new DeliveryListener.Bounce(dead.id(), dead.typeCode(), dead.group(), dead.company(), "5.1.1", true));
        portal.outbox()
                .holdMisconfigured(HoldScope.group(DeliveryReportMail.GROUP), "sender refused", Duration.ofHours(1));
        portal.clock().advance(Duration.ofMinutes(61));
        assertThat(digest.runOnce()).isZero();
        assertThat(written()).hasSize(1);
    }

    @Test
    @DisplayName("goes to the address of the group, where it has one, and says nothing of another group's mails")
    void nearestAddress() {
        EmailAddress own = EmailAddress.of("groupe@boreal.example");
        CustomerGroup other = new CustomerGroup(new CustomerGroupId("OTHER"), "Other", true);
        portal = TestPortal.builder()
                .settings(SampleSettings.allOn().toBuilder()
                        .set(Setting.FAILURES_TO, own)
                        .build())
                .group(other, SampleSettings.allOn())
                .installation(PortalEmailSettings.builder()
                        .set(Setting.FAILURES_TO, OPERATORS)
                        .build())
                .build();
        refuse();
        digest = digest();
        fail(1);
        assertThat(digest.runOnce()).isEqualTo(1);
        assertThat(onlyReport().to().address()).isEqualTo(own);
    }

    @Test
    @DisplayName(
            "of a server's trouble goes to the company that it concerns, and to the installation; of another company's to no other")
    void companies() {
        EmailAddress north = EmailAddress.of("nord@boreal.example");
        EmailAddress south = EmailAddress.of("sud@boreal.example");
        PortalEmailSettings settings = SampleSettings.allOn();
        portal = TestPortal.builder()
                .company(
                        new Company(new CompanyId("north"), "Nord"),
                        settings.toBuilder().set(Setting.FAILURES_TO, north).build())
                .company(
                        new Company(new CompanyId("south"), "Sud"),
                        settings.toBuilder().set(Setting.FAILURES_TO, south).build())
                .installation(
                        settings.toBuilder().set(Setting.FAILURES_TO, OPERATORS).build())
                .portalEmails(builder -> builder.routes(MailRoutes.of(MailRoute.named("default"))
                        .forCompany(new CompanyId("north"), MailRoute.named("northern"))))
                .build();
        digest = digest();
        down("northern");
        assertThat(digest.runOnce()).isEqualTo(2);
        assertThat(written())
                .extracting(OutboxEntry::recipient)
                .containsExactlyInAnyOrder(north.value(), OPERATORS.value());
    }

    @Test
    @DisplayName("is not about a mail that only shows a text")
    void testMails() {
        portal.settingsScreen()
                .sendTest(
                        SettingsOwner.group(SampleEvents.GROUP),
                        SettingsForm.of(SampleSettings.allOn()),
                        NotificationType.RESET_PASSWORD,
                        Locale.ENGLISH,
                        EmailAddress.of("claire@boreal.example"));
        portal.deliver();
        assertThat(portal.outbox().find(OutboxQuery.all().inState(EntryState.DEAD)))
                .extracting(OutboxEntry::test)
                .containsExactly(true);
        assertThat(digest.runOnce()).isZero();
    }

    @Test
    @DisplayName("does not tell of what failed before anybody was to be told")
    void oldFailures() {
        fail(1);
        portal.clock().advance(Duration.ofHours(2));
        assertThat(digest.runOnce()).isZero();
    }

    @Test
    @DisplayName("is counted by its own name")
    void name() {
        assertThat(Stream.of(DeliveryReportMail.GROUP, SampleEvents.GROUP)
                        .map(group -> DeliveryReportMail.codeOf("internal-access-request", group)))
                .containsExactly("delivery-report", "internal-access-request");
    }
}
