package org.portalemails.demo.wiring;

import java.time.Clock;
import java.time.ZoneId;
import org.portalemails.PortalEmails;
import org.portalemails.demo.customers.CustomerGroups;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.outbox.AppendResult;
import org.portalemails.settings.EmailAddress;
import org.portalemails.settings.PortalProfile;
import org.portalemails.settings.SenderDomains;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lines that a Spring host writes to embed Portal Emails. */
@Configuration
class PortalEmailsConfiguration {
    @Bean
    PortalEmails portalEmails(CustomerGroups groups) {
        return PortalEmails.builder()
                .customerGroups(groups)
                .settingsStore(new InMemorySettingsStore(Clock.systemUTC()))
                .outbox(entries -> entries.stream()
                        .map(entry -> new AppendResult(entry.id(), true))
                        .toList())
                .senderDomains(SenderDomains.only("erable.example"))
                .profile(profile())
                .build();
    }

    private static PortalProfile profile() {
        return PortalProfile.builder()
                .senderCompanyName("Érable Industries inc.")
                .portalName("Portail Facturation et comptes clients")
                .portalUrl("https://portail.erable.example")
                .supportContact(
                        "Service des comptes clients",
                        EmailAddress.of("comptes.clients@erable.example"),
                        "1 800 555-0142")
                .zone(ZoneId.of("America/Toronto"))
                .build();
    }
}
