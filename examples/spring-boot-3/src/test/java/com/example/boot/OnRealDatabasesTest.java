package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portalemails.notification.NotificationType.RESET_PASSWORD;
import static org.portalemails.testkit.PortalEmailsAssertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.jdbc.Dialect;
import org.portalemails.jdbc.PortalDatabase;
import org.portalemails.outbox.EntryState;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxEntry;
import org.portalemails.servers.MySqlServer;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.SettingsStore;
import org.portalemails.testkit.PortalMails;
import org.portalemails.testkit.RecordingTransport;
import org.portalemails.testkit.SampleEvents;
import org.portalemails.testkit.SampleSettings;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole application twice on one database: in its first life it only announces, in its second it sends. */
@DisplayName("The host announces, is started again, and sends, each mail once")
class OnRealDatabasesTest {
    private final RecordingTransport transport = new RecordingTransport();

    @Test
    @DisplayName("on H2")
    void h2() {
        announcesAndSends(Dialect.H2, "jdbc:h2:mem:twice;DB_CLOSE_DELAY=-1");
    }

    @Test
    @DisplayName("on PostgreSQL")
    void postgresql() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            announcesAndSends(Dialect.POSTGRESQL, server.getJdbcUrl("postgres", "postgres"));
        }
    }

    @Test
    @DisplayName("on MySQL")
    void mysql() {
        announcesAndSends(Dialect.MYSQL, MySqlServer.url("test"));
    }

    private void announcesAndSends(Dialect dialect, String url) {
        try (ConfigurableApplicationContext first = start(url, "--portal-emails.dispatcher.enabled=false")) {
            assertThat(first.getBean(PortalDatabase.class).dialect()).isEqualTo(dialect);
            first.getBean(SettingsStore.class)
                    .save(SettingsOwner.group(SampleEvents.GROUP), SampleSettings.allOn(), 0, "setup");
            Passwords passwords = first.getBean(Passwords.class);
            passwords.forgotten(SampleEvents.GROUP, SampleEvents.MARIE, () -> {});
            assertThatThrownBy(() -> passwords.forgotten(SampleEvents.GROUP, SampleEvents.JOHN, () -> {
                        throw new IllegalStateException("the credit check failed");
                    }))
                    .hasMessage("the credit check failed");
            assertThat(entries(first)).extracting(OutboxEntry::state).containsExactly(EntryState.QUEUED);
        }

        try (ConfigurableApplicationContext second = start(url, "--spring.sql.init.mode=never")) {
            PortalMails mails = new PortalMails(second.getBean(OutboxAdministration.class), transport);
            assertThat(mails.settled())
                    .sent(RESET_PASSWORD)
                    .to("marie.tremblay@erables.example")
                    .withTextContaining("Boréale")
                    .once();
            second.getBean(Passwords.class).forgotten(SampleEvents.GROUP, SampleEvents.JOHN, () -> {});
            assertThat(mails.settled().sent())
                    .extracting(sent -> sent.mail().to().address())
                    .containsExactly(SampleEvents.MARIE.email(), SampleEvents.JOHN.email());
            assertThat(entries(second)).extracting(OutboxEntry::state).containsOnly(EntryState.SENT);
        }
    }

    private List<OutboxEntry> entries(ConfigurableApplicationContext host) {
        return new PortalMails(host.getBean(OutboxAdministration.class), transport).entries();
    }

    private ConfigurableApplicationContext start(String url, String... arguments) {
        return new SpringApplicationBuilder(BillingPortal.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("transport", RecordingTransport.class, () -> transport))
                .run(Stream.concat(Stream.of("--spring.datasource.url=" + url), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
