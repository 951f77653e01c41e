package com.example.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.PortalEmails;
import org.portalemails.announce.Notifier;
import org.portalemails.event.Contact;
import org.portalemails.event.EventHeader;
import org.portalemails.event.EventId;
import org.portalemails.event.RepresentativeAdded;
import org.portalemails.inmemory.InMemoryMailTransport;
import org.portalemails.jdbc.NoTransactionException;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.portalemails.transport.MailTransport;

@QuarkusTest
@DisplayName("A host on Quarkus")
class QuarkusHostTest {
    private static final InMemoryMailTransport TRANSPORT = new InMemoryMailTransport();

    @Inject
    QuarkusDesk desk;

    @Inject
    Notifier notifier;

    @Inject
    PortalEmails portalEmails;

    /** No mail leaves in this test. */
    static class NoMail {
        @Produces
        @Singleton
        MailTransport transport() {
            return TRANSPORT;
        }
    }

    @BeforeEach
    void settings() {
        SettingsScreen screen = portalEmails.settingsScreen();
        SettingsOwner owner = SettingsOwner.group(QuarkusPortal.RETAIL.id());
        if (screen.saved(owner).isEmpty()) {
            SettingsForm form = screen.open(owner);
            form.setSendFrom("portal@boreal.example");
            form.setMailCustomersWhoDidNotAsk(true);
            screen.save(owner, form, "setup");
        }
    }

    @Test
    @DisplayName("sends what a transactional bean announced, once that is committed")
    void commit() {
        int before = TRANSPORT.delivered().size();
        desk.announce(added("added-1"), event -> {});
        await().until(() -> TRANSPORT.delivered().size() == before + 1);
    }

    @Test
    @DisplayName("sends nothing of what was rolled back")
    void rollback() {
        int before = TRANSPORT.delivered().size();
        assertThatThrownBy(() -> desk.announce(added("added-2"), event -> {
                    throw new IllegalStateException("the credit check failed");
                }))
                .hasMessage("the credit check failed");
        desk.announce(added("added-3"), event -> {});
        await().until(() -> TRANSPORT.delivered().size() > before);
        assertThat(TRANSPORT.delivered()).hasSize(before + 1);
    }

    @Test
    @DisplayName("is told when it announces outside of a transaction")
    void outside() {
        assertThatThrownBy(() -> notifier.announce(added("added-4"))).isInstanceOf(NoTransactionException.class);
    }

    private static RepresentativeAdded added(String id) {
        return new RepresentativeAdded(
                EventHeader.of(new EventId(id), QuarkusPortal.RETAIL.id(), Instant.now(), "Maples Inc."),
                id,
                Contact.of("Marie", "Tremblay", "marie@maples.example", Locale.ENGLISH),
                "Luc Gagnon",
                null);
    }
}
