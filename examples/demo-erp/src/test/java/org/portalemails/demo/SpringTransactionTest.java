package org.portalemails.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.address.EmailAddress;
import org.portalemails.announce.Announcement;
import org.portalemails.demo.customers.RepresentativeService;
import org.portalemails.demo.customers.Representatives;
import org.portalemails.outbox.OutboxAdministration;
import org.portalemails.outbox.OutboxQuery;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("A Spring host")
class SpringTransactionTest {
    private static DemoServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new DemoServer();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static List<Announcement> add(String email) {
        String company = server.bean(Representatives.class)
                .companyNamed("Aciérie Beaumont ltée")
                .orElseThrow()
                .id();
        return server.bean(RepresentativeService.class)
                .add(company, new RepresentativeService.Person("A", "B", email, Locale.CANADA_FRENCH), "Claire");
    }

    private static int announced(String email) {
        return server.bean(OutboxAdministration.class)
                .find(OutboxQuery.all().toRecipient(EmailAddress.of(email)))
                .size();
    }

    @Test
    @DisplayName("promises the mail in the transaction of its service")
    void commit() {
        assertThat(add("commit@beaumont.example").get(0).queued()).hasSize(1);
        assertThat(announced("commit@beaumont.example")).isEqualTo(1);
    }

    @Test
    @DisplayName("takes record and promise back when the transaction around the service fails")
    void rollback() {
        long before = server.bean(Representatives.class).count();
        TransactionTemplate around = server.bean(TransactionTemplate.class);
        assertThatThrownBy(() -> around.executeWithoutResult(status -> {
                    add("rollback@beaumont.example");
                    throw new IllegalStateException("the credit check failed");
                }))
                .hasMessage("the credit check failed");
        assertThat(announced("rollback@beaumont.example")).isZero();
        assertThat(server.bean(Representatives.class).count()).isEqualTo(before);
    }

    @Test
    @DisplayName("is wired in 40 lines of Java at most")
    void lines() throws IOException {
        assertThat(Files.readAllLines(
                        Path.of("src/main/java/org/portalemails/demo/wiring/PortalEmailsConfiguration.java")))
                .hasSizeLessThanOrEqualTo(40);
    }
}
