package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.address.SenderDomains;
import org.portalemails.announce.Notifier;
import org.portalemails.delivery.DigestRounds;
import org.portalemails.delivery.FailureDigest;
import org.portalemails.delivery.OutboxDispatcher;
import org.portalemails.email.MailTracing;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.host.PortalProfile;
import org.portalemails.host.PortalProfiles;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.jdbc.spring.PortalDatabaseAutoConfiguration;
import org.portalemails.jdbc.spring.SpringConnections;
import org.portalemails.mail.SmtpPreset;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.bounce.BounceHandler;
import org.portalemails.mail.sender.Resolver;
import org.portalemails.mail.spring.SmtpAutoConfiguration;
import org.portalemails.mail.spring.SmtpCustomizer;
import org.portalemails.metrics.ObservedMails;
import org.portalemails.metrics.PortalEmailMetrics;
import org.portalemails.outbox.AesGcmSealer;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.PayloadSealer;
import org.portalemails.recovery.AccountDirectory;
import org.portalemails.recovery.AccountRecovery;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.InvalidSettingsException;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.settings.SettingsViolation;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.spring.DispatcherCustomizer;
import org.portalemails.spring.PortalEmailsAutoConfiguration;
import org.portalemails.spring.PortalEmailsCustomizer;
import org.portalemails.spring.PortalEmailsEndpoint;
import org.portalemails.spring.WrongConfigurationException;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleSettings;
import org.portalemails.transport.MailTransport;
import org.portalemails.transport.RecipientGuard;
import org.portalemails.transport.TransportProbe;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@DisplayName("The auto-configuration")
class AutoConfigurationTest {
    private static final String KEY =
            Base64.getEncoder().encodeToString("not a secret: only for this dem0".getBytes(StandardCharsets.US_ASCII));

    /** Every test has a database of its own. */
    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PortalEmailsAutoConfiguration.class,
                    PortalDatabaseAutoConfiguration.class,
                    SmtpAutoConfiguration.class))
            .withBean(DriverManagerDataSource.class, () -> h2("auto-" + System.nanoTime()));

    private final ApplicationContextRunner serverless = bare.withBean(
                    CustomerGroupDirectory.class, () -> id -> Optional.of(new CustomerGroup(id, "Group", true)))
            .withPropertyValues(
                    "portal-emails.profile.sender-company-name=Boréale inc.",
                    "portal-emails.profile.portal-name=Portail",
                    "portal-emails.profile.portal-url=https://portal.boreale.example",
                    "portal-emails.seal.key=" + KEY);

    private final ApplicationContextRunner host =
            serverless.withPropertyValues("portal-emails.smtp.host=localhost", "portal-emails.smtp.port=1");

    private static DriverManagerDataSource h2(String name) {
        DriverManagerDataSource source = new DriverManagerDataSource("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        source.setDriverClassName("org.h2.Driver");
        return source;
    }

    private static String message(Throwable failure) {
        return wrong(failure).getMessage();
    }

    private static WrongConfigurationException wrong(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof WrongConfigurationException)) {
            assertThat(cause)
                    .as("a WrongConfigurationException among the causes")
                    .isNotNull();
            cause = cause.getCause();
        }
        return (WrongConfigurationException) cause;
    }

    @Test
    @DisplayName("makes everything from a data source, a directory and five properties")
    void everything() {
        host.run(context -> {
            assertThat(context).hasNotFailed();
            for (Class<?> type : List.of(
                    PortalEmails.class,
                    Notifier.class,
                    SettingsScreen.class,
                    PortalDatabase.class,
                    OutboxAdministration.class,
                    OutboxDispatcher.class,
                    SmtpTransport.class,
                    BounceHandler.class,
                    FailureDigest.class,
                    DigestRounds.class,
                    PortalEmailMetrics.class)) {
                assertThat(context).hasSingleBean(type);
            }
            assertThat(context).doesNotHaveBean(AccountRecovery.class).doesNotHaveBean(Executor.class);
        });
    }

    @Test
    @DisplayName("answers forgotten passwords where the host knows accounts")
    void recovery() {
        host.withBean(AccountDirectory.class, () -> address -> List.of())
                .run(context -> assertThat(context).hasSingleBean(AccountRecovery.class));
    }

    @Test
    @DisplayName("gives way to each bean of the host's")
    void backsOff() {
        host.withUserConfiguration(OwnBeans.class).run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(PortalProfile.class)
                    .hasSingleBean(PayloadSealer.class);
            assertThat(context.getBean(MailTransport.class)).isInstanceOf(RecordingTransport.class);
            assertThat(context.getBean(SettingsStore.class)).isInstanceOf(InMemorySettingsStore.class);
            assertThat(context.getBean(PortalProfile.class).portalName(Locale.ROOT))
                    .isEqualTo(SampleSettings.profile().portalName(Locale.ROOT));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBeans {
        @Bean
        PortalProfile ownProfile() {
            return SampleSettings.profile();
        }

        @Bean
        PayloadSealer ownSealer() {
            return AesGcmSealer.of("own", new byte[32]);
        }

        @Bean
        RecipientGuard ownGuard() {
            return RecipientGuard.off();
        }

        @Bean
        RecordingTransport ownTransport() {
            return new RecordingTransport();
        }

        @Bean
        SettingsStore ownSettings() {
            return new InMemorySettingsStore(Clock.systemUTC());
        }
    }

    @Test
    @DisplayName("takes the companies of a host, and what each says of itself in the place of properties")
    void companies() {
        CompanyId north = new CompanyId("NORTH");
        bare.withBean(
                        CustomerGroupDirectory.class,
                        () -> id -> Optional.of(new CustomerGroup(id, "Group", true, north)))
                .withBean(
                        CompanyDirectory.class,
                        () -> () -> List.of(
                                new Company(north, "Nord inc."), new Company(new CompanyId("SOUTH"), "Sud inc.")))
                .withBean(PortalProfiles.class, () -> company -> SampleSettings.profile())
                .withPropertyValues("portal-emails.seal.key=" + KEY, "portal-emails.dispatcher.enabled=false")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    SettingsScreen screen = context.getBean(SettingsScreen.class);
                    assertThat(screen.companies().hasSeveral()).isTrue();
                    assertThat(screen.preview(new CustomerGroupId("RETAIL"))).isNotNull();
                });
    }

    @Test
    @DisplayName("lets the host change what it builds")
    void customizers() {
        List<String> called = new ArrayList<>();
        host.withBean(PortalEmailsCustomizer.class, () -> builder -> called.add("library"))
                .withBean(DispatcherCustomizer.class, () -> builder -> called.add("dispatcher"))
                .withBean(SmtpCustomizer.class, () -> builder -> called.add("transport"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(called).containsExactlyInAnyOrder("library", "dispatcher", "transport");
                });
    }

    @Test
    @DisplayName("does nothing where it is switched off, and sends nothing where only announcing is wanted")
    void off() {
        bare.withPropertyValues("portal-emails.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(PortalEmails.class)
                .doesNotHaveBean(PortalDatabase.class));
        serverless.withPropertyValues("portal-emails.dispatcher.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(Notifier.class)
                .doesNotHaveBean(OutboxDispatcher.class));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("names a property that is missing or wrong")
    @CsvSource({
        "portal-emails.profile.portal-url=, portal-emails.profile.portal-url is missing.",
        "portal-emails.profile.portal-url=http://x.example, portal-emails.profile.portal-url: ",
        "portal-emails.profile.sender-company-name=, portal-emails.profile.sender-company-name is missing.",
        "portal-emails.profile.support.email=nobody, portal-emails.profile.support.email: ",
        "portal-emails.profile.support.name=ComptabilitÃ©, ISO 8859-1",
        "portal-emails.profile.message-id-domain=a b, portal-emails.profile.message-id-domain: ",
        "portal-emails.profile.languages.fr-CA.portal-url=http://x.example, portal-emails.profile.languages.fr-CA.portal-url: ",
        "portal-emails.profile.languages.fr_CA.portal-name=Portail, portal-emails.profile.languages.fr_CA.portal-name: ",
        "portal-emails.seal.key=, portal-emails.seal.key is missing.",
        "portal-emails.seal.key=%%%, portal-emails.seal.key is no Base64.",
        "portal-emails.seal.key=c2hvcnQ=, 'portal-emails.seal.key: 32 bytes are needed, and these are 5.'",
        "portal-emails.seal.old-keys.k0=c2hvcnQ=, 'portal-emails.seal.old-keys.k0: 32 bytes are needed, and these are 5.'",
        "portal-emails.guard.redirect-to=nobody, portal-emails.guard.redirect-to: ",
        "portal-emails.guard.allow-addresses=nobody, portal-emails.guard.allow-addresses: ",
        "portal-emails.guard.allow-domains=a@b.example, 'portal-emails.guard.allow-domains: guard: a domain is written without @'",
        "portal-emails.sender-domains=a@b, 'portal-emails.sender-domains: sender domains: a domain is written without @'",
        "portal-emails.dispatcher.senders=0, portal-emails.dispatcher.senders",
        "portal-emails.dispatcher.batch=5000, 'portal-emails.dispatcher.batch: batch: 1 to 1000'",
        "portal-emails.dispatcher.max-in-flight=0, portal-emails.dispatcher.max-in-flight: ",
        "portal-emails.dispatcher.lease=1s, portal-emails.dispatcher.lease: lease",
        "portal-emails.dispatcher.longest-pause=1ms, portal-emails.dispatcher.longest-pause: ",
        "portal-emails.tables.prefix=1x, portal-emails.tables.prefix: ",
        "portal-emails.smtp.host=smtp.example:587, 'portal-emails.smtp.host: a name without a port'",
        "portal-emails.smtp.port=70000, portal-emails.smtp.port: ",
        "portal-emails.smtp.region=ca-central-1, portal-emails.smtp.region: only services have regions",
        "portal-emails.smtp.envelope-sender=nobody, portal-emails.smtp.envelope-sender: ",
        "portal-emails.smtp.sending-from=mail.maples.example, portal-emails.smtp.sending-from: sendingFrom: an address",
        "portal-emails.smtp.connections=0, portal-emails.smtp.connections: ",
        "portal-emails.smtp.preset=ses, ses needs one",
        "portal-emails.smtp.preset=postmark, 'portal-emails.smtp.user: credentials: postmark takes mails only from whoever signs in'",
        "portal-emails.smtp.user=portal, portal-emails.smtp.password is missing",
        "portal-emails.smtp.password=secret, portal-emails.smtp.user is missing",
        "portal-emails.smpt.host=x, there is no property portal-emails.smpt.host.",
    })
    void names(String property, String said) {
        ApplicationContextRunner runner = property.contains("preset")
                ? serverless.withPropertyValues(property)
                : host.withPropertyValues(property);
        runner.run(context -> {
            assertThat(context).hasFailed();
            assertThat(message(context.getStartupFailure())).contains(said).doesNotContain(KEY);
            assertThat(wrong(context.getStartupFailure()).action()).isNotBlank();
        });
    }

    @Test
    @DisplayName("refuses to start without a way out, unless this node only announces")
    void noTransport() {
        serverless.run(context ->
                assertThat(message(context.getStartupFailure())).isEqualTo("there is no bean of type MailTransport."));
    }

    @Test
    @DisplayName("checks tables instead of making them, if that is wanted")
    void schema() {
        host.withPropertyValues("portal-emails.schema=check")
                .run(context ->
                        assertThat(message(context.getStartupFailure())).contains("the tables are not installed"));
    }

    @Test
    @DisplayName(
            "starts without tables if nothing is to be done about them, and the first who needs one is told which, and what to do")
    void noTables() {
        host.withPropertyValues("portal-emails.schema=off", "portal-emails.dispatcher.enabled=false")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThatThrownBy(() ->
                                    context.getBean(SettingsScreen.class).effective(new CustomerGroupId("RETAIL")))
                            .hasMessageContaining("a table is missing: Table \"PORTAL_EMAIL_SETTINGS\" not found")
                            .hasMessageContaining("portal-emails.schema=install");
                });
    }

    @Test
    @DisplayName("calls the tables what the host wants")
    void tables() {
        host.withPropertyValues("portal-emails.tables.prefix=ERP_MAIL_").run(context -> assertThat(
                        context.getBean(PortalDatabase.class).tables().placeholders())
                .containsEntry("outbox", "ERP_MAIL_outbox")
                .containsEntry("ix", "ERP_MAIL_")
                .containsEntry("qualifier", ""));
    }

    @Test
    @DisplayName("tells operators what became of mails, and knows no unknown one")
    void endpoint() {
        host.run(context -> {
            PortalEmailsEndpoint endpoint = context.getBean(PortalEmailsEndpoint.class);
            assertThat(endpoint.outbox().entries()).containsEntry("queued", 0L);
            assertThat(endpoint.outbox().holds()).isEmpty();
            assertThat(endpoint.mail("unknown")).isNull();
            assertThat(endpoint.requeue("unknown")).containsEntry("requeued", false);
            assertThat(endpoint.probe(null)).as("nobody listens there").containsEntry("passed", false);
        });
    }

    @Test
    @DisplayName("checks senders by the DNS: a wrong one is refused where that is wanted, and operators can ask")
    void senders() {
        Resolver nothing = (name, type) -> Resolver.Answer.NOTHING;
        host.withPropertyValues(
                        "portal-emails.smtp.sending-from=192.0.2.25",
                        "portal-emails.refuse-wrong-senders=true",
                        "portal-emails.dispatcher.enabled=false")
                .withBean(SmtpCustomizer.class, () -> builder -> builder.resolver(nothing))
                .run(context -> {
                    SettingsScreen screen = context.getBean(SettingsScreen.class);
                    SettingsForm form = screen.open(SettingsOwner.INSTALLATION);
                    form.setSendFrom("portal@maples.example");
                    assertThat(screen.refusesWrongSenders()).isTrue();
                    assertThat(screen.routeOf(SettingsOwner.INSTALLATION, form)
                                    .orElseThrow()
                                    .ask())
                            .hasSize(1);

                    assertThatThrownBy(() -> screen.save(SettingsOwner.INSTALLATION, form, "zoe"))
                            .isInstanceOf(InvalidSettingsException.class)
                            .hasMessageContaining("sender.spf-missing");
                    assertThat(context.getBean(PortalEmailsEndpoint.class)
                                    .probe("portal@maples.example")
                                    .toString())
                            .contains("spf-missing", "v=spf1 ip4:192.0.2.25 ~all");
                });
    }

    @Test
    @DisplayName("tries the mail server on demand")
    void probe() {
        host.run(context -> {
            TransportProbe probe = context.getBean(MailTransport.class).probe(null);
            assertThat(probe.steps())
                    .extracting(step -> step.part() + " " + step.passed())
                    .containsExactly("RESOLVE true", "CONNECT false");
        });
    }

    @Test
    @DisplayName("leaves the database to a host that has several")
    void ownDatabase() {
        DriverManagerDataSource second = h2("second");
        host.withBean(PortalDatabase.class, () -> PortalDatabase.builder(second)
                        .sealer(AesGcmSealer.of("own", new byte[32]))
                        .hostConnection(SpringConnections.of(second))
                        .build())
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(PortalDatabase.class);
                    assertThat(context.getBean(OutboxAdministration.class)
                                    .counts()
                                    .oldestDue())
                            .as("its tables are made too")
                            .isZero();
                });
    }

    @Test
    @DisplayName("knows the presets of mail services")
    void presets() {
        for (SmtpPreset preset : SmtpPreset.values()) {
            serverless
                    .withPropertyValues(
                            "portal-emails.smtp.preset=" + preset,
                            preset.needsUser() ? "portal-emails.smtp.user=portal" : "portal-emails.enabled=true",
                            preset.needsUser() ? "portal-emails.smtp.password=secret" : "portal-emails.enabled=true",
                            preset.needsRegion()
                                    ? "portal-emails.smtp.region=ca-central-1"
                                    : "portal-emails.enabled=true")
                    .run(context -> assertThat(context)
                            .as(preset.toString())
                            .hasNotFailed()
                            .hasSingleBean(SmtpTransport.class));
        }
    }

    @Test
    @DisplayName("lets administrators send from the host's domains only, unless code says otherwise")
    void senderDomains() {
        ApplicationContextRunner limited = host.withPropertyValues("portal-emails.sender-domains=boreale.example");
        limited.run(context ->
                assertThat(refused(context.getBean(SettingsScreen.class))).contains("sendFrom"));
        limited.withBean(PortalEmailsCustomizer.class, () -> builder -> builder.senderDomains(SenderDomains.any()))
                .run(context -> assertThat(refused(context.getBean(SettingsScreen.class)))
                        .doesNotContain("sendFrom"));
    }

    private static List<String> refused(SettingsScreen screen) {
        SettingsForm form = new SettingsForm();
        form.setSendFrom("portal@elsewhere.example");
        return screen.check(SettingsOwner.INSTALLATION, form).stream()
                .map(SettingsViolation::path)
                .toList();
    }

    @Test
    @DisplayName("carries traces over the outbox where the application observes")
    void traces() {
        host.run(context -> assertThat(context.getBean(MailTracing.class)).isSameAs(MailTracing.NONE));
        host.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .run(context -> assertThat(context.getBean(MailTracing.class)).isInstanceOf(ObservedMails.class));
    }

    @Test
    @DisplayName("refuses two transports: a test must not send with the real one because of a name")
    void twoTransports() {
        ApplicationContextRunner two = serverless
                .withBean("transport", MailTransport.class, RecordingTransport::new)
                .withBean("recording", RecordingTransport.class, RecordingTransport::new);
        two.run(context -> assertThat(message(context.getStartupFailure()))
                .contains("several beans of type MailTransport")
                .contains("recording"));
    }
}
