package org.portalemails.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.EmailAddress;
import org.portalemails.address.SenderDomains;
import org.portalemails.announce.Announcement;
import org.portalemails.announce.Notifier;
import org.portalemails.announce.PastEvents;
import org.portalemails.announce.Resending;
import org.portalemails.delivery.BackgroundDispatcher;
import org.portalemails.delivery.DeliveryListener;
import org.portalemails.delivery.DigestRounds;
import org.portalemails.delivery.DispatchPolicy;
import org.portalemails.delivery.FailureDigest;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.delivery.OutboxWatch;
import org.portalemails.delivery.Retention;
import org.portalemails.delivery.RetryPolicy;
import org.portalemails.email.MailContent;
import org.portalemails.event.ActionLink;
import org.portalemails.event.AddressChanged;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.PasswordChanged;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.jdbc.ConnectionSource;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.SchemaInstaller;
import org.portalemails.jdbc.TableNames;
import org.portalemails.mail.AccessTokenSupplier;
import org.portalemails.mail.ClientCredentialTokens;
import org.portalemails.mail.DkimKey;
import org.portalemails.mail.EnvelopeSender;
import org.portalemails.mail.GraphTransport;
import org.portalemails.mail.LogTransport;
import org.portalemails.mail.SmtpCredentials;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.TlsMode;
import org.portalemails.mail.bounce.BounceHandler;
import org.portalemails.mail.bounce.BounceVerdict;
import org.portalemails.mail.bounce.RecipientStatus;
import org.portalemails.mail.sender.DnsSenderCheck;
import org.portalemails.mail.sender.Resolver;
import org.portalemails.mail.sender.SigningKey;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.notification.NotificationType;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.AttemptRecord;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.HoldScope;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxCounts;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.outbox.OutboxPage;
import org.portalemails.outbox.OutboxQuery;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.outbox.SuppressionList;
import org.portalemails.outbox.spi.OutboxQueue;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.PortalAccount;
import org.portalemails.recovery.RecoveryListener;
import org.portalemails.recovery.RecoveryOutcome;
import org.portalemails.recovery.RecoveryProcessor;
import org.portalemails.sender.SenderCheck;
import org.portalemails.sender.SenderReason;
import org.portalemails.sender.SenderReport;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.file.SettingsFile;
import org.portalemails.settings.file.SettingsImport;
import org.portalemails.settings.form.SettingsRules;
import org.portalemails.testkit.Outcomes;
import org.portalemails.testkit.PortalEmailsExtension;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleMails;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.testkit.SettableClock;
import org.portalemails.testkit.TestPortal;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;

/** The code of the how-tos. */
@DisplayName("The how-tos")
@ExtendWith(PortalEmailsExtension.class)
class HowToTest {
    private static DataSource h2(String name) {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    @Test
    void ownNamesForTables() {
        DataSource dataSource = h2("names");
        // snippet: names
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .tables(TableNames.standard().withPrefix("erp_mail_"))
                .build();
        new SchemaInstaller(database).install();
        new SchemaInstaller(database).check();
        // end
        assertThat(database.tables().placeholders().values()).anyMatch(name -> name.contains("erp_mail_"));
        // snippet: script
        StringBuilder script = new StringBuilder();
        for (int version = 1; version <= SchemaInstaller.VERSION; version++) {
            script.append(SchemaInstaller.script(Dialect.POSTGRESQL, TableNames.standard(), version));
        }
        // end
        assertThat(script).contains("CREATE TABLE", "ALTER TABLE");
    }

    @Test
    void aMailRolledBackWithItsTransactionIsNone() throws Exception {
        DataSource dataSource = h2("rollback");
        ThreadLocal<Connection> current = new ThreadLocal<>();
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(ConnectionSource.borrowing(current::get, connection -> {}))
                .sealer(AesGcmSealer.of("key", new byte[32]))
                .build();
        new SchemaInstaller(database).install();
        TestPortal rules = TestPortal.builder()
                .portalEmails(front -> front.outbox(database.outbox()))
                .build();
        try (Connection connection = dataSource.getConnection()) {
            // snippet: rollback
            connection.setAutoCommit(false);
            current.set(connection);
            rules.notifier().announce(SampleEvents.userNameForgotten("E-1"));
            connection.rollback();

            assertThat(database.administration().find(OutboxQuery.all())).isEmpty();
            // end
        }
    }

    @Test
    void metrics() {
        MeterRegistry registry = new SimpleMeterRegistry();
        DataSource dataSource = h2("metrics");
        PayloadSealer sealer = AesGcmSealer.of("key", new byte[32]);
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(ConnectionSource.of(dataSource))
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        InMemoryMailTransport transport = new InMemoryMailTransport();
        // snippet: metrics
        PortalEmailMetrics metrics = new PortalEmailMetrics(database.administration());
        metrics.bindTo(registry);
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .listener(metrics)
                .build();
        // end
        database.outbox().append(List.of(SampleMails.plain()));
        dispatcher.runOnce();
        assertThat(registry.get(PortalEmailMetrics.ATTEMPTS).timer().count()).isEqualTo(1);
    }

    @Test
    void bounceHandler(TestPortal portal) throws Exception {
        OutboxAdministration outbox = portal.outbox();
        SuppressionList suppressionList = portal.suppressionList();
        InputStream mailThatCameBack =
                new ByteArrayInputStream("Subject: I am on holiday\r\n\r\nUntil Monday.".getBytes(UTF_8));
        // snippet: bounces
        BounceHandler handler = BounceHandler.builder(outbox, suppressionList)
                .envelopeSender(EnvelopeSender.verp(EmailAddress.of("bounces@boreal.example")))
                .build();
        BounceVerdict verdict = handler.handle(mailThatCameBack);
        // end
        assertThat(verdict.decision()).isEqualTo(BounceVerdict.Decision.NOT_A_BOUNCE);
        // snippet: bounce-status
        RecipientStatus status = verdict.status();
        String forStaff = status == null ? "" : status.status() + " " + status.diagnostic();
        // end
        assertThat(forStaff).isEmpty();
    }

    @Test
    void recovery() {
        DataSource dataSource = h2("recovery");
        PayloadSealer sealer = AesGcmSealer.of("key", new byte[32]);
        PortalDatabase database = PortalDatabase.builder(dataSource)
                .hostConnection(ConnectionSource.of(dataSource))
                .sealer(sealer)
                .build();
        new SchemaInstaller(database).install();
        InMemoryMailTransport transport = new InMemoryMailTransport();
        LinkMinter minter = request -> Optional.of("https://portal.boreal.example/reset/" + request.reference());
        Map<String, List<PortalAccount>> accountsByMailbox =
                Map.of(SampleEvents.MARIE.email().mailboxKey(), List.of(SampleEvents.account()));
        // snippet: recovery
        AccountDirectory accounts = address -> accountsByMailbox.getOrDefault(address.mailboxKey(), List.of());
        PortalEmails portal = PortalEmails.builder()
                .customerGroups(id -> Optional.of(SampleSettings.group()))
                .profile(SampleSettings.profile())
                .settingsStore(database.settingsStore())
                .outbox(database.outbox())
                .recovery(accounts, database.recoveryRequests())
                .build();
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(database.queue(), transport)
                .settings(database.settingsForDispatcher())
                .sealer(sealer)
                .linkMinter(minter)
                .recovery(portal.recoveryProcessor())
                .build();
        // end
        database.settingsStore().save(SettingsOwner.INSTALLATION, SampleSettings.allOn(), 0, "a test");
        String typed = " Marie.Tremblay@erables.example ";
        // snippet: recovery-page
        portal.accountRecovery().resetPassword(typed);
        // end
        portal.accountRecovery().resetPassword("nobody@erables.example");
        dispatcher.runOnce();
        dispatcher.runOnce();
        assertThat(transport.delivered()).hasSize(1);
    }

    @Test
    void notices() {
        TestPortal portal = TestPortal.builder().build();
        Notifier notifier = portal.notifier();
        EventHeader header = SampleEvents.header("password-changed:account-7:3");
        Contact marie = SampleEvents.MARIE;
        // snippet: password-changed
        notifier.announce(new PasswordChanged(header, marie));
        // end
        EventHeader moved = SampleEvents.header("address-changed:account-7:4");
        EmailAddress oldAddress = EmailAddress.of("marie@sirops.example");
        String changedBy = "Luc Gagnon"; // null if Marie did it herself
        // snippet: address-changed
        Announcement answer = notifier.announce(new AddressChanged(moved, marie, oldAddress, changedBy));
        // end
        assertThat(answer.queued())
                .extracting(Announcement.Queued::type)
                .containsExactly(NotificationType.NEW_ADDRESS, NotificationType.OLD_ADDRESS);
    }

    @Test
    void recoveryWithoutADispatcher() {
        // snippet: recovery-listener
        Map<RecoveryOutcome, LongAdder> ended = new ConcurrentHashMap<>();
        RecoveryListener counting = record -> ended.computeIfAbsent(record.outcome(), outcome -> new LongAdder())
                .increment();
        // end
        TestPortal portal = TestPortal.builder()
                .portalEmails(front -> front.recoveryListener(counting))
                .build();
        portal.accountRecovery().resetPassword("nobody@erables.example");
        PortalEmails portalEmails = portal.portalEmails();
        // snippet: recovery-processor
        RecoveryProcessor processor = portalEmails.recoveryProcessor();
        int answered = processor.runOnce();
        // end
        assertThat(answered).isEqualTo(1);
        assertThat(ended).containsOnlyKeys(RecoveryOutcome.NO_ACCOUNT);
    }

    @Test
    void microsoft365() {
        // snippet: microsoft
        AccessTokenSupplier tokens = ClientCredentialTokens.microsoft(
                "boreal.example", "client-id", clientSecret(), ClientCredentialTokens.MICROSOFT_SMTP);
        SmtpTransport transport = SmtpTransport.builder("smtp.office365.com", 587)
                .tls(TlsMode.STARTTLS_REQUIRED)
                .credentials(SmtpCredentials.xoauth2("portal@boreal.example", tokens))
                .mailsPerSecond(0.5)
                .build();
        // end
        assertThat(transport.deadline()).isPositive();
        transport.close();
    }

    @Test
    void graph() {
        // snippet: graph
        AccessTokenSupplier tokens = ClientCredentialTokens.microsoft(
                "boreal.example", "client-id", clientSecret(), ClientCredentialTokens.GRAPH);
        MailTransport transport =
                GraphTransport.builder(tokens).mailsPerSecond(0.5).build();
        // end
        assertThat(transport.deadline()).isPositive();
        transport.close();
    }

    @Test
    void google() {
        // snippet: google
        AccessTokenSupplier tokens = refused -> tokenFromGoogle(refused);
        SmtpTransport transport = SmtpTransport.builder("smtp.gmail.com", 465)
                .tls(TlsMode.IMPLICIT)
                .credentials(SmtpCredentials.xoauth2("portal@boreal.example", tokens))
                .build();
        // end
        transport.close();
    }

    private static String clientSecret() {
        return "secret";
    }

    private static String tokenFromGoogle(boolean refused) {
        return "token";
    }

    @Test
    void dkim() throws Exception {
        PrivateKey key =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        // snippet: dkim
        SmtpTransport transport = SmtpTransport.builder("mail.boreal.example", 587)
                .credentials(SmtpCredentials.password("portal", password()))
                .sign(new DkimKey("boreal.example", "portal2026", key))
                .envelopeSender(EnvelopeSender.verp(EmailAddress.of("bounces@boreal.example")))
                .build();
        // end
        transport.close();
    }

    @Test
    void senderCheck() throws Exception {
        PrivateKey key =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        // snippet: sender-check
        SmtpTransport transport = SmtpTransport.builder("mail.boreal.example", 587)
                .credentials(SmtpCredentials.password("portal", password()))
                .sign(new DkimKey("boreal.example", "portal2026", key))
                .sendingFrom("192.0.2.25", "2001:db8::25") // what the server sends from, to others
                .resolver(dns()) // snippet: ignore
                .build();
        SenderReport report = transport.senderCheck().check(EmailAddress.of("portal@boreal.example"), null);
        for (SenderReport.Finding finding : report.wrong()) {
            System.out.println(finding.text(Locale.ENGLISH) + " " + finding.publish());
        }
        // end
        assertThat(report.wrong())
                .extracting(SenderReport.Finding::reason)
                .contains(SenderReason.SPF_NOT_LISTED, SenderReason.DKIM_MISSING);
        transport.close();
        DkimKey dkimKey = new DkimKey("boreal.example", "portal2026", key);
        // snippet: own-sender-check
        SigningKey published = dkimKey.published();
        SenderCheck check = DnsSenderCheck.builder()
                .sendingFrom(List.of("192.0.2.25"))
                .signedWith(List.of(published))
                .resolver(dns()) // snippet: ignore
                .build();
        System.out.println(published.recordName() + " TXT " + published.recordValue()); // to publish
        // end
        assertThat(check.known()).isEmpty();
    }

    private static Resolver dns() {
        return (name, type) -> type == Resolver.RecordType.TXT && name.equals("boreal.example")
                ? new Resolver.Answer(true, List.of("v=spf1 -all"))
                : Resolver.Answer.NOTHING;
    }

    private static String password() {
        return "secret";
    }

    @Test
    void testSystem() {
        // snippet: guard
        RecipientGuard guard = RecipientGuard.allowOnly(
                List.of(EmailAddress.of("tester@boreal.example")), List.of("qa.boreal.example"));
        SmtpTransport transport = SmtpTransport.builder("mail.boreal.example", 587)
                .credentials(SmtpCredentials.password("portal", password()))
                .guard(guard)
                .build();
        // end
        assertThat(transport.guard().isOn()).isTrue();
        transport.close();
        // snippet: log-transport
        MailTransport nowhere = new LogTransport(); // or new EmlDirectoryTransport(directory)
        // end
        assertThat(nowhere.deadline()).isPositive();
    }

    @Test
    void settingsFromTestToProduction() {
        SettingsOwner group = SettingsOwner.group(new CustomerGroupId("RETAIL"));
        SettingsStore test = new InMemorySettingsStore(new SettableClock());
        SettingsStore production = new InMemorySettingsStore(new SettableClock());
        test.save(group, SampleSettings.allOn(), 0, "luc");
        SettingsRules rules = SettingsRules.standard();

        // snippet: export
        String file = SettingsFile.export(test, test.owners());
        // end
        // snippet: import
        SettingsImport settingsImport = SettingsImport.dryRun(file, production, rules);
        settingsImport.steps().forEach(step -> System.out.println(step.owner().key() + ": " + step.changes()));
        if (!settingsImport.isRefused()) {
            settingsImport.apply("deployment 2026-11-24");
        }
        // end
        assertThat(production.find(group).orElseThrow().settings()).isEqualTo(SampleSettings.allOn());
        assertThat(SettingsImport.dryRun(file, production, rules).apply("again"))
                .isEmpty();
    }

    @Test
    void background(TestPortal portal) {
        PayloadSealer sealer = portal.sealer();
        // snippet: background
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(portal.outbox(), portal.transport())
                .sealer(sealer)
                .policy(DispatchPolicy.standard()
                        .onNode("erp-node-1")
                        .inBatchesOf(50, 10)
                        .retrying(RetryPolicy.doubling(
                                Duration.ofMinutes(1), Duration.ofHours(4), 25, Duration.ofDays(3))))
                .build();
        try (BackgroundDispatcher running = BackgroundDispatcher.start(dispatcher)) {
            running.wakeUp(); // after a commit that announced something
        }
        // end
        assertThat(portal.sent()).isEmpty();
    }

    @Test
    void routes(TestPortal portal) {
        RecordingTransport borealServer = new RecordingTransport();
        RecordingTransport relay = new RecordingTransport();
        RecordingTransport erablesServer = new RecordingTransport();
        OutboxQueue outbox = portal.outbox();
        PayloadSealer sealer = portal.sealer();
        List<String> alarms = new ArrayList<>();
        Consumer<String> alarm = alarms::add;
        // snippet: routes
        MailRoute boreal = MailRoute.named("boreal")
                .through("smtp", borealServer)
                .through("relay", relay)
                .sendingFor(SenderDomains.only("boreal.example"));
        MailRoute erables = MailRoute.named("erables").through("smtp", erablesServer);
        MailRoutes routes = MailRoutes.of(boreal) // everything else
                .forCompany(new CompanyId("erables"), erables)
                .forSenderDomain("erables.example", erables);
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(outbox, routes)
                .sealer(sealer)
                .listener(new DeliveryListener() {
                    @Override
                    public void fallbackBegan(String route, String transport) {
                        alarm.accept("route " + route + " uses " + transport);
                    }
                })
                .build();
        List<MailRoute.Status> status = dispatcher.routes(); // for a page or a probe of yours
        // end
        borealServer.answer(mail -> true, Outcomes.serverDown());
        portal.outbox()
                .append(List.of(
                        SampleMails.plain(new CompanyId("erables"), "erables", "marie@erables.example"),
                        SampleMails.plain(CompanyId.DEFAULT, "boreal", "marie@erables.example")));
        dispatcher.runUntilIdle();
        assertThat(erablesServer.attempts()).hasSize(1);
        assertThat(relay.attempts()).hasSize(1);
        assertThat(alarms).containsExactly("route boreal uses relay");
        assertThat(status).hasSize(2);
    }

    /** Somebody whom a host knows. */
    private record Person(Contact contact, String userName) {}

    private static Optional<Person> representative(String mailbox) {
        return Optional.of(new Person(SampleEvents.MARIE, "marie.tremblay"))
                .filter(person -> person.contact().email() != null
                        && person.contact().email().mailboxKey().equals(mailbox));
    }

    private static EventHeader header(EventId id, Person person) {
        return EventHeader.of(id, SampleEvents.GROUP, Instant.parse("2026-11-28T12:00:00Z"), person.userName());
    }

    @Test
    void finding(TestPortal portal) {
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        OutboxAdministration administration = portal.outbox();
        Notifier notifier = portal.notifier();
        // snippet: search
        OutboxPage page =
                administration.page(OutboxQuery.all().toPerson("tremblay")); // or "Marie Tremb", or an address
        OutboxEntry mail = page.entries().get(0);
        String why = mail.state().code() + ", " + mail.reason();
        List<AttemptRecord> attempts = administration.attempts(mail.id());
        Optional<MailContent> words = administration.content(mail.id());
        // end
        assertThat(why).isEqualTo("queued, null");
        assertThat(attempts).isEmpty();
        assertThat(words).isPresent();
        portal.deliver();
        // snippet: resend
        PastEvents past = (earlier, id) -> representative(earlier.recipient())
                .map(person -> new UserNameForgotten(header(id, person), person.contact(), List.of(person.userName())));
        Resending resending = new Resending(administration, notifier, past, Clock.systemUTC());
        Optional<Announcement.MailAnswer> answer = resending.resend(mail.id()); // in your transaction
        // end
        assertThat(answer).containsInstanceOf(Announcement.Queued.class);
        OutboxDispatcher dispatcher = OutboxDispatcher.builder(portal.outbox(), portal.transport())
                .sealer(portal.sealer())
                .build();
        List<String> alarms = new ArrayList<>();
        Consumer<String> alarm = alarms::add;
        // snippet: watch
        OutboxWatch watch =
                new OutboxWatch(administration, dispatcher::routes, Duration.ofMinutes(15), Clock.systemUTC());
        for (OutboxWatch.Trouble trouble : watch.troubles()) {
            alarm.accept(trouble.kind().code() + " since " + trouble.since() + ": " + trouble.said());
        }
        boolean wakeSomebody = watch.nothingLeaves();
        // end
        assertThat(alarms).isEmpty();
        assertThat(wakeSomebody).isFalse();
    }

    @Test
    void operating(TestPortal portal) {
        portal.transport().answerNext(Outcomes.noSuchMailbox());
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        portal.deliver();
        OutboxAdministration administration = portal.outbox();

        // snippet: counts
        OutboxCounts counts = administration.counts();
        boolean stuck = counts.oldestDue().compareTo(Duration.ofMinutes(10)) > 0;
        boolean needsAPerson =
                counts.in(EntryState.DEAD) > 0 || !administration.holds().isEmpty();
        // end
        assertThat(stuck).isFalse();
        assertThat(needsAPerson).isTrue();

        // snippet: requeue
        administration.requeueAll(OutboxQuery.all().announced(Instant.parse("2026-11-23T00:00:00Z"), null));
        // end
        assertThat(administration.counts().in(EntryState.DEAD)).isZero();

        // snippet: hold
        administration.hold(HoldScope.group(new CustomerGroupId("RETAIL")), "texts are being rewritten", "Claire Roy");
        administration.release(HoldScope.group(new CustomerGroupId("RETAIL")));
        // end
        // snippet: purge
        administration.purge(Duration.ofDays(90));
        Retention retention = Retention.start(administration, Duration.ofDays(90), Duration.ofHours(1)); // or so
        // end
        retention.close();
        assertThat(administration.holds()).isEmpty();
    }

    @Test
    void failureDigest(TestPortal portal) {
        PortalEmails portalEmails = portal.portalEmails();
        OutboxAdministration outbox = portal.outbox();
        SuppressionList suppressionList = portal.suppressionList();
        OutboxDispatcher dispatcher = portal.dispatcher();
        // snippet: failure-digest
        OutboxWatch watch = new OutboxWatch(outbox, dispatcher::routes, Duration.ofMinutes(15), Clock.systemUTC());
        FailureDigest digest = portalEmails.failureDigest(outbox, watch);
        DigestRounds rounds = DigestRounds.start(digest, Duration.ofMinutes(5)); // close() when the application stops
        BounceHandler handler =
                BounceHandler.builder(outbox, suppressionList).listener(digest).build();
        // end
        rounds.close();
        assertThat(handler).isNotNull();
        assertThat(digest.runOnce()).isZero();
    }

    @Test
    void privacy(TestPortal portal) {
        portal.notifier().announce(SampleEvents.userNameForgotten("E-1"));
        OutboxAdministration administration = portal.outbox();

        // snippet: erase
        EmailAddress person = EmailAddress.of("marie.tremblay@erables.example");
        List<OutboxAdministration.RecipientRecord> everythingWeKeep = administration.exportRecipient(person);
        OutboxAdministration.Erasure erasure = administration.eraseRecipient(person);
        if (!erasure.complete()) {
            // A mail is on its way at this moment: ask again in a minute.
        }
        // end
        assertThat(everythingWeKeep).hasSize(1);
        assertThat(erasure.complete()).isTrue();
        assertThat(administration.exportRecipient(person)).isEmpty();
    }

    @Test
    void bounces(TestPortal portal) {
        SuppressionList suppressionList = portal.suppressionList();
        EmailAddress dead = SampleEvents.MARIE.email();

        // snippet: suppress
        suppressionList.suppress(dead, "5.1.1");
        suppressionList.lift(dead); // staff learned that the address works
        // end
        assertThat(suppressionList.newest(10)).isEmpty();
    }

    @Test
    void linksMintedAtSend() {
        // snippet: minter
        LinkMinter minter =
                request -> Optional.of("https://portal.boreal.example/reset?token=" + newToken(request.reference()));
        ActionLink link = ActionLink.mintedAtSend("request-4711", Instant.parse("2026-11-24T15:30:00Z"));
        // end
        assertThat(link.toString()).doesNotContain("4711");
        assertThat(minter.mint(new LinkMinter.Request(
                        org.portalemails.email.MailId.random(),
                        org.portalemails.notification.NotificationType.RESET_PASSWORD,
                        SampleEvents.GROUP,
                        "resetLink",
                        "request-4711",
                        SampleEvents.WHEN)))
                .isPresent();
    }

    private static String newToken(String reference) {
        return "t-" + reference;
    }

    @Test
    void leaseThatIsTooShortIsRefused(TestPortal portal) {
        assertThatThrownBy(() -> OutboxDispatcher.builder(portal.outbox(), portal.transport())
                        .policy(DispatchPolicy.standard().leasedFor(Duration.ofSeconds(1)))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lease");
    }
}
