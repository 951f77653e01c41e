package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Notifier;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.UserNameForgotten;
import org.portalemails.host.Company;
import org.portalemails.host.CompanyDirectory;
import org.portalemails.host.CustomerGroup;
import org.portalemails.host.CustomerGroupDirectory;
import org.portalemails.jdbc.spring.PortalDatabaseAutoConfiguration;
import org.portalemails.mail.SmtpTransport;
import org.portalemails.mail.TlsMode;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.spring.PortalEmailsAutoConfiguration;
import org.portalemails.spring.PortalEmailsEndpoint;
import org.portalemails.testkit.ScriptedSmtpServer;
import org.portalemails.testkit.SmtpScript;
import org.portalemails.transport.MailRoute;
import org.portalemails.transport.MailRoutes;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two companies, each with a mail server of its own, and one outbox: what a host writes, and that it works. */
@DisplayName("A host with two companies and two mail servers")
class TwoMailServersTest {
    private static final String KEY =
            Base64.getEncoder().encodeToString("not a secret: only for this dem0".getBytes(StandardCharsets.US_ASCII));
    private static final CompanyId NORTH = new CompanyId("north");
    private static final CompanyId SOUTH = new CompanyId("south");

    private final ScriptedSmtpServer ofNorth = ScriptedSmtpServer.start(SmtpScript.accepting());
    private final ScriptedSmtpServer ofSouth = ScriptedSmtpServer.start(SmtpScript.accepting());

    @AfterEach
    void stop() {
        ofNorth.close();
        ofSouth.close();
    }

    private static SmtpTransport to(ScriptedSmtpServer server) {
        return SmtpTransport.builder("127.0.0.1", server.port())
                .tls(TlsMode.PLAIN)
                .build();
    }

    /** The beans of such a host. */
    private ApplicationContextRunner host() {
        CustomerGroupDirectory groups = id -> Optional.of(
                new CustomerGroup(id, id.value(), true, new CompanyId(id.value().toLowerCase(Locale.ROOT))));
        CompanyDirectory companies = () -> List.of(new Company(NORTH, "Nord inc."), new Company(SOUTH, "Sud inc."));
        MailRoutes routes = MailRoutes.of(MailRoute.named("north").through("smtp", to(ofNorth)))
                .forCompany(SOUTH, MailRoute.named("south").through("smtp", to(ofSouth)));
        DataSource source =
                new DriverManagerDataSource("jdbc:h2:mem:two-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        PortalEmailsAutoConfiguration.class, PortalDatabaseAutoConfiguration.class))
                .withBean(DataSource.class, () -> source)
                .withBean(PlatformTransactionManager.class, () -> new DataSourceTransactionManager(source))
                .withBean(CustomerGroupDirectory.class, () -> groups)
                .withBean(CompanyDirectory.class, () -> companies)
                .withBean(MailRoutes.class, () -> routes)
                .withPropertyValues(
                        "portal-emails.profile.sender-company-name=Boréale inc.",
                        "portal-emails.profile.portal-name=Portail",
                        "portal-emails.profile.portal-url=https://portal.boreale.example",
                        "portal-emails.seal.key=" + KEY);
    }

    private static void announce(ApplicationContext context, String group, String event) {
        transaction(context).executeWithoutResult(status -> context.getBean(Notifier.class)
                .announce(new UserNameForgotten(
                        new EventHeader(
                                new EventId(event),
                                new CustomerGroupId(group),
                                Instant.parse("2026-11-28T12:00:00Z"),
                                "Les Érables",
                                List.of(),
                                Map.of()),
                        new Contact(
                                "Marie",
                                "Tremblay",
                                EmailAddress.of("marie@erables.example"),
                                Locale.CANADA_FRENCH,
                                "marie.t"),
                        List.of("marie.t"))));
    }

    private static TransactionTemplate transaction(ApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private static void sendFrom(ApplicationContext context, CompanyId company) {
        SettingsScreen screen = context.getBean(SettingsScreen.class);
        transaction(context).executeWithoutResult(status -> {
            SettingsForm form = screen.open(SettingsOwner.company(company));
            form.setSendFrom("portail@" + company + ".example");
            screen.save(SettingsOwner.company(company), form, "zoe");
        });
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("in time").isNegative();
            Thread.sleep(20);
        }
    }

    @Test
    @DisplayName("sends the mails of each by its own server, and those of one while the other's is down")
    void each() {
        host().run(context -> {
            assertThat(context).hasNotFailed();
            sendFrom(context, NORTH);
            sendFrom(context, SOUTH);
            announce(context, "NORTH", "e-1");
            announce(context, "SOUTH", "e-2");
            await(() -> ofNorth.mails().size() == 1 && ofSouth.mails().size() == 1);
            assertThat(ofNorth.mails().get(0).text()).contains("portail@north.example");
            assertThat(ofSouth.mails().get(0).text()).contains("portail@south.example");

            ofSouth.close();
            announce(context, "SOUTH", "e-3");
            announce(context, "NORTH", "e-4");
            await(() -> ofNorth.mails().size() == 2);
            assertThat(context.getBean(OutboxAdministration.class).counts().in(EntryState.SENT))
                    .isGreaterThanOrEqualTo(2);
            assertThat(context.getBean(OutboxAdministration.class).holds()).isEmpty();
            assertThat(context.getBean(PortalEmailsEndpoint.class)
                            .probe(null)
                            .get("servers")
                            .toString())
                    .contains("route=north", "route=south");
        });
    }
}
